"""Reads of what is and was told."""
