"""Reads about what arrived."""

from __future__ import annotations

from collections.abc import Mapping

from connexions.engines.ccis import Fault
from connexions.engines.ccis.faults import RuleText
from connexions.practice.feeds.rules import ours


def words_of(number: int, rules: Mapping[int, RuleText]) -> Fault:
    """What a rule says in general, without a record's value: the return's rule or our own."""
    text = rules.get(number)
    return ours(number, "…") if text is None else text.fault("…")
