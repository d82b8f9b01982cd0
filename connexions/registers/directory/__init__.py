"""Services that can help, where and for whom (Open Referral UK)."""
