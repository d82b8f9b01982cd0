"""What was typed or sent, and whether it can be read. Nothing else."""
