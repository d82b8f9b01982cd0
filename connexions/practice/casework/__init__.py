"""Assessment, plan, and the work between a young person and their adviser."""
