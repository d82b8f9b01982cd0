"""What is done so that the department is told, and told right."""
