"""Pages: each asks one query or calls one action."""
