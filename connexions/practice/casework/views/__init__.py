"""Pages: one call into queries or actions each."""
