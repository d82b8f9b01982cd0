"""Writes: what is agreed, withdrawn, told and objected to."""
