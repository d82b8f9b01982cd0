"""Where the rules are entered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from connexions.engines.ccis.facts import Facts

Found: TypeAlias = "bool | str | None"
Rule: TypeAlias = Callable[[Facts], Found]

RULES: dict[int, Rule] = {}

#: What a rule asks of a record, where that is said: names of elements, or of facts in small letters.
ASKS: dict[int, frozenset[str]] = {}


def rule(number: int, *asks: str) -> Callable[[Rule], Rule]:
    """Enter a function as the rule of this number.

    With `asks` it promises to look at nothing else of a record (it may at the header and the requirement), so
    that what it found for some values holds for all records that have them.
    """

    def enter(function: Rule) -> Rule:
        if number in RULES:
            raise ValueError(f"Rule {number} is entered twice.")
        RULES[number] = function
        if asks:
            ASKS[number] = frozenset(asks)
        return function

    return enter


def enter_missing(number: int, field: str) -> None:
    """The rule that a field of the person must not be empty."""
    rule(number, field)(lambda f: f.get(field) is None)
