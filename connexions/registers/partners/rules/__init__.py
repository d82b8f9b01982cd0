"""What is possible about organisations, agreements and disputes: pure."""
