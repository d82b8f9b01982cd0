"""What is shared, in words."""
