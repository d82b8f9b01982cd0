"""What safeguarding asks."""
