"""What is asked about the diary."""
