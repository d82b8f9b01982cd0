"""What the pages and the device say."""
