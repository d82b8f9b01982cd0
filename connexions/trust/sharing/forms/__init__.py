"""What is asked, one thing at a time."""
