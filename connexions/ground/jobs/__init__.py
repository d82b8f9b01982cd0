"""Long work: queued, retried, cancelled, with progress a person can watch."""
