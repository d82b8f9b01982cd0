"""Pages and answers: one call into queries or actions each."""
