"""Reads of the round, of the copies that are out and of what was written away from the desk."""
