"""Scans, letters and files kept with a record."""
