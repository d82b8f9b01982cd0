"""What the pages of safeguarding say."""
