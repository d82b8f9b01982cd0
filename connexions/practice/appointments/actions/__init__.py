"""Writing in the diary and in the queue."""
