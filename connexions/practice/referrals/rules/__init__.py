"""What may follow what on a referral, who is to move next and by when. Pure."""
