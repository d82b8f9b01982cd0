"""Postcodes: how they are written, and the special ones for people with no fixed address."""

from __future__ import annotations

import re

NO_FIXED_ADDRESS = "ZZ99 9ZZ"

# Outward and inward part by the Royal Mail's rules (BS 7666), with P in third place as since added.
_OUTWARD = r"[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY])"
_WHOLE = re.compile(rf"GIR 0AA|{_OUTWARD} \d[ABD-HJLNP-UW-Z]{{2}}", re.ASCII)
_PSEUDO = re.compile(r"ZZ99 \d[A-Z]{2}", re.ASCII)


def normalise(value: str) -> str:
    """The postcode as it is stored: capitals, with one space before the last three characters."""
    text = re.sub(r"\s+", "", value).upper()
    return f"{text[:-3]} {text[-3:]}" if len(text) > 3 else text


def is_written_well(value: str) -> bool:
    """Whether a value is a possible postcode exactly as written: capitals and a single space."""
    return bool(_WHOLE.fullmatch(value) or _PSEUDO.fullmatch(value))


def is_pseudo(value: str) -> bool:
    """Whether this stands for no fixed address, or a country or place without a postcode (ZZ99 …)."""
    return bool(_PSEUDO.fullmatch(normalise(value)))


def problem(value: str) -> str | None:
    """What is wrong with a postcode, however it is spaced or cased, or None."""
    if is_written_well(normalise(value)):
        return None
    return (
        f"“{value.strip()}” is not a possible postcode. Write it like NE1 4XD, or use ZZ99 9ZZ "
        "when there is no fixed address."
    )
