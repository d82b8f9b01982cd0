"""What is typed in oversight, and whether it makes sense."""
