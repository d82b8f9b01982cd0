"""What a page says of what is known."""
