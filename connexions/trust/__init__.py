"""Trust: under what leave it is done."""
