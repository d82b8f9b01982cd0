"""When a service is open, and how long ago somebody may have checked it. Pure."""
