"""Writing referrals: made, sent, answered, followed, ended."""
