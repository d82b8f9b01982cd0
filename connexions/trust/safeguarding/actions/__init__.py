"""Writes of safeguarding."""
