"""The unique pupil number: a check letter and twelve characters, kept from school to school."""

from __future__ import annotations

import re
from operator import mul

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O or S, which look like digits

_WEIGHTS = tuple(range(2, 13))
_ZEROS = ord("0") * sum(_WEIGHTS)  # what the weighted sum of eleven digits as bytes is too large by
_SHAPE = re.compile(rf"[{LETTERS}][0-9]{{11}}[0-9{LETTERS}]")


def upn_check_letter(rest: str) -> str:
    """The check letter for the twelve characters that follow it (eleven digits, then a digit or a letter)."""
    last = LETTERS.index(rest[11]) if rest[11].isalpha() else int(rest[11])
    return LETTERS[(sum(map(mul, _WEIGHTS, rest[:11].encode())) - _ZEROS + 13 * last) % 23]


def upn_problem(value: str) -> str | None:
    """What is wrong with a unique pupil number, or None. A temporary number ends in a letter."""
    text = value.strip().upper()
    if len(text) != 13:
        return f"A unique pupil number has 13 characters; this one has {len(text)}."
    if not _SHAPE.fullmatch(text):
        return (
            "A unique pupil number is a letter (not I, O or S), eleven digits, and a last digit or letter, "
            "like B801200005001."
        )
    expected = upn_check_letter(text[1:])
    if text[0] != expected:
        return f"The check letter does not fit: with these digits it would be {expected}, not {text[0]}."
    return None


def is_temporary_upn(value: str) -> bool:
    """Whether a well-formed number is a temporary one, given by a school until the real one is known."""
    return value.strip()[-1:].isalpha()
