"""What is asked on each page about a young person; they check what was typed, and nothing else."""
