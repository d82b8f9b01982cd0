"""A partner agency's desk: the young people it may see, and no more of them than was shared."""
