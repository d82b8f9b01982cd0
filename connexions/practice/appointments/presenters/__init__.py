"""What the pages of the diary say."""
