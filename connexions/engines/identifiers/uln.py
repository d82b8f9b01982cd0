"""The unique learner number: nine digits and a check digit, given at 14 and kept for life."""

from __future__ import annotations

import re
from operator import mul

UNKNOWN_ULN = "9999999999"  # what colleges write when the number is not known

_WEIGHTS = tuple(range(10, 1, -1))
_ZEROS = ord("0") * sum(_WEIGHTS)  # what the weighted sum of nine digits as bytes is too large by
_SHAPE = re.compile(r"[1-9][0-9]{9}")


def uln_check_digit(first_nine: str) -> int | None:
    """The check digit for nine digits, or None where no learner number can begin with these nine."""
    remainder = (sum(map(mul, _WEIGHTS, first_nine.encode())) - _ZEROS) % 11
    return None if remainder == 0 else 10 - remainder


def uln_problem(value: str) -> str | None:
    """What is wrong with a unique learner number, or None."""
    text = value.replace(" ", "")
    if text == UNKNOWN_ULN:
        return "9999999999 means that the learner number is not known. Leave it empty until it is."
    if not _SHAPE.fullmatch(text):
        return "A unique learner number has 10 digits and does not begin with 0."
    expected = uln_check_digit(text[:9])
    if expected is None:
        return "No unique learner number begins with these nine digits. Look for a mistyped digit."
    if int(text[9]) != expected:
        return f"The check digit does not fit: with these digits it would be {expected}, not {text[9]}."
    return None
