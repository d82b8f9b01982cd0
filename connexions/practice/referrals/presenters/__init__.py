"""Referrals as pages say them."""
