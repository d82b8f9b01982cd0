"""Names as the return allows them: without the signs and digits that rules 44 to 46 forbid."""

from __future__ import annotations

import re

#: Source: NCCIS management information requirement 2026 to 2027, errors 44 to 46 (Department for Education).
FORBIDDEN = re.compile(r'[0-9/\\:?@$&*(){}\[\]!"+=|]')
_DIGITS = re.compile("[0-9]+")
NOT_SENDABLE = "Not known"  # for a name of which nothing is left: none at all would break rules 2 and 3


def is_allowed(name: str) -> bool:
    """Whether a name has none of the forbidden signs."""
    return FORBIDDEN.search(name) is None


def allowed(name: str) -> str:
    """A name as it may be sent: digits are left out, a sign becomes a space, spaces are one. The same each time.

    A name of which nothing is left is ``NOT_SENDABLE``; one that was empty stays so.
    """
    if is_allowed(name):
        return name
    return " ".join(FORBIDDEN.sub(" ", _DIGITS.sub("", name)).split()) or NOT_SENDABLE
