"""Pages of the return."""
