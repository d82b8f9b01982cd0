"""What is asked about organisations, agreements and disputes."""
