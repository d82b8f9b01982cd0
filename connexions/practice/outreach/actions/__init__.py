"""Writes: who is on the round, what leaves the desk, what comes back."""
