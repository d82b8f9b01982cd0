"""What is asked, and whether it was answered. Nothing else."""
