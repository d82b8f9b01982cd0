"""What the portal's pages say."""
