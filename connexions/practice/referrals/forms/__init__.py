"""What is asked about a referral."""
