"""The public front door for young people, and the page on which each of them arrives."""
