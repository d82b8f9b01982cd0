"""Reading the diary."""
