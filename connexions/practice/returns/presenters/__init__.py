"""Returns as pages say them."""
