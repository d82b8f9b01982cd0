"""Everything that changes organisations, agreements and disputes."""
