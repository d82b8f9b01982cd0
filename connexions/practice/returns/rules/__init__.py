"""What may be told of whom: pure functions and tables."""
