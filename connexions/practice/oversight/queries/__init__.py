"""What oversight knows, for a reader who may know it."""
