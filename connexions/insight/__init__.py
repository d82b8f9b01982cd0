"""Insight: what the numbers say, and whether it works."""
