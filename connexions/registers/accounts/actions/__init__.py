"""Everything that changes who may sign in, and as what."""
