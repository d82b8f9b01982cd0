"""Front: the doors people come through."""
