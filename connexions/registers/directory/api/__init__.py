"""The directory for other programs: Open Referral UK 3.0, open to anybody, read only."""
