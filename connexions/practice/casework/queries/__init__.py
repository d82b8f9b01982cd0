"""What the casework knows, for a reader who may know it."""
