"""What a young person has agreed may be shared, with whom, why, until when; and every disclosure."""
