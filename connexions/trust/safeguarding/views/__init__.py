"""The pages of safeguarding."""
