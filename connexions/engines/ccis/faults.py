"""A fault: one rule that one record breaks, in words, with the way to put it right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleText:
    """A row of `data/ccis/rules.csv`: what a rule is called, how much it matters, and what is said of it."""

    number: int
    priority: int
    field: str
    first_year: int
    last_year: int
    source: str
    words: str
    fix: str

    def holds_in(self, year: int) -> bool:
        """Whether the rule is in force in a year of the requirement."""
        return self.first_year <= year <= self.last_year

    @property
    def in_general(self) -> str:
        """What is said of the rule without a record's value."""
        return self.words.replace(" (“{value}”)", "").replace(" ({value})", "").replace("{value}", "…")

    def fault(self, value: str) -> Fault:
        """The fault of a record whose field has this value."""
        shown = value if len(value) <= 80 else value[:79] + "…"
        words = self.words.replace("{value}", shown) if shown else self.words.replace(" (“{value}”)", "")
        return Fault(self.number, self.priority, self.field, words.replace("{value}", ""), self.fix, value)


@dataclass(frozen=True, slots=True)
class FileFault:
    """A row of `data/ccis/file_faults.csv`: a fault of the file as a whole, and what it means for the return."""

    code: str
    priority: int
    field: str
    meaning: str
    words: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one record. Priority 1 must be fixed, 2 should be, 3 is information."""

    number: int
    priority: int
    field: str
    words: str
    fix: str
    value: str
