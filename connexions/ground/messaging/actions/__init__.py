"""Sending, and taking in."""
