"""Indicators, targets, funding and returns, each defined once."""
