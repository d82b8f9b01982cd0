"""What performance's pages say."""
