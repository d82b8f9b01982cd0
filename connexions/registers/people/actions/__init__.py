"""Writes: keyword-only, ``by=`` whoever asks; each checks who may, saves, and is audited, in one
transaction."""
