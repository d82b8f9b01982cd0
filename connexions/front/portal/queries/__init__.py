"""Reads: whom an organisation may see, and what of them."""
