"""Each young person, once."""
