"""The organisations, establishments and areas that make up a partnership, and what they have agreed."""
