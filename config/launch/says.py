"""How the commands speak: one sentence on stderr when something cannot be done."""


class CannotGoOn(Exception):
    """Something outside the product is in the way; the message says what, and what to do about it."""
