"""What performance knows, for a reader who may know it."""
