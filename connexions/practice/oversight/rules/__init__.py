"""What is possible in oversight: states, drawing a sample, agreement of two readers, bands of days. Pure."""
