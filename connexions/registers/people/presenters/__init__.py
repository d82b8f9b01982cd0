"""What the pages say of a young person."""
