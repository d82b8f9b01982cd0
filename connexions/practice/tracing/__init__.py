"""Finding those whose situation we do not know: queues, the next best contact, calls, rounds and answers."""
