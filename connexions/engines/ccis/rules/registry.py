"""Where the rules are entered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from connexions.engines.ccis.facts import Facts

Found: TypeAlias = "bool | str | None"
Rule: TypeAlias = Callable[[Facts], Found]

RULES: dict[int, Rule] = {}


def rule(number: int) -> Callable[[Rule], Rule]:
    """Enter a function as the rule of this number."""

    def enter(function: Rule) -> Rule:
        if number in RULES:
            raise ValueError(f"Rule {number} is entered twice.")
        RULES[number] = function
        return function

    return enter


def enter_missing(number: int, field: str) -> None:
    """The rule that a field of the person must not be empty."""
    rule(number)(lambda f: f.get(field) is None)
