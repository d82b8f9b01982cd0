"""Reads about organisations, agreements and disputes that know who is asking."""
