"""What is asked about the return."""
