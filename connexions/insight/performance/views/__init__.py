"""Performance over HTTP."""
