"""Connexions: one record, one plan and one front door for every young person."""
