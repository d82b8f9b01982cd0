"""The directory in words: those of Open Referral, and those of pages."""
