"""Concerns that cannot wait, risk information and whose risk it is, and who was told."""
