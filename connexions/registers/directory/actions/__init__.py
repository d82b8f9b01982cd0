"""Keeping the directory: services added, changed, checked, closed, and taken from elsewhere."""
