"""Reading referrals: what would be told, how they stand, whose turn it is."""
