"""Reads that know who is asking."""
