"""What allauth asks of us: who may join, what letters say, where secrets are kept."""
