"""Pages about organisations, agreements and disputes."""
