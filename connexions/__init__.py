"""Connexions: one record, one plan, one front door."""
