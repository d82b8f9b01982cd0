"""What each young person is doing now, since when, and how we know."""
