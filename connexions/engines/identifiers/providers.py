"""Numbers of schools, colleges and training providers."""

from __future__ import annotations

import re

_UKPRN = re.compile(r"1[0-9]{7}")
_ESTABLISHMENT = re.compile(r"[0-9]{7}")


def ukprn_problem(value: str) -> str | None:
    """What is wrong with a UK provider reference number, or None."""
    if _UKPRN.fullmatch(value.strip()):
        return None
    return "A UK provider reference number has 8 digits and begins with 1."


def establishment_problem(value: str) -> str | None:
    """What is wrong with an establishment number (authority and school number together), or None."""
    if _ESTABLISHMENT.fullmatch(value.strip()):
        return None
    return "An establishment number has 7 digits: 3 for the local authority, then 4 for the school."
