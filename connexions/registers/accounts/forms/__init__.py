"""What is asked when signing in and about staff."""
