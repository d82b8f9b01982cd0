"""Data arriving and returns leaving: received, checked, matched, reviewed, applied, undone."""
