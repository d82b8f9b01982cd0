"""Reads about staff that know who is asking."""
