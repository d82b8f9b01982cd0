"""Spells of activity beside one another: which overlap, how room is made, since when somebody is out of everything.

Pure: half-open spans of days (``end_on`` is the first day on which it was no longer so; none while it still is).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

FAR = date.max


@dataclass(frozen=True)
class Spell:
    """One spell. *key* is whatever tells it from the others; none for one that is not recorded yet."""

    key: object
    start_on: date
    end_on: date | None = None
    label: str = ""
    is_neet: bool = False
    neet_start_on: date | None = None

    @property
    def until(self) -> date:
        return self.end_on or FAR

    def overlaps(self, other: "Spell") -> bool:
        """Whether both were so on one day. A spell that ended on the day it began covers no day."""
        return max(self.start_on, other.start_on) < min(self.until, other.until)


@dataclass(frozen=True)
class Room:
    """What becomes of the spells around one so that it fits: those that are cut, and the second halves of those
    that go on after it, under the key of the first. *refused* are those that would lie wholly inside it."""

    cut: tuple[Spell, ...] = ()
    second_halves: tuple[Spell, ...] = ()
    refused: tuple[Spell, ...] = ()


def overlapping(wanted: Spell, others: Iterable[Spell]) -> list[Spell]:
    """Those of the others that overlap with it, the earliest first."""
    found = [one for one in others if one.key != wanted.key and one.overlaps(wanted)]
    return sorted(found, key=lambda one: one.start_on)


def room_for(wanted: Spell, others: Iterable[Spell]) -> Room:
    """Cut the spells around *wanted* so that none overlaps with it. What lies inside it is not cut to nothing."""
    cut, halves, refused = [], [], []
    for one in overlapping(wanted, others):
        begins_before, goes_on_after = one.start_on < wanted.start_on, one.until > wanted.until
        if begins_before and goes_on_after:
            cut.append(replace(one, end_on=wanted.start_on))
            halves.append(replace(one, start_on=wanted.until))
        elif begins_before:
            cut.append(replace(one, end_on=wanted.start_on))
        elif goes_on_after:
            cut.append(replace(one, start_on=wanted.until))
        else:
            refused.append(one)
    return Room(tuple(cut), tuple(halves), tuple(refused))


def neet_starts(spells: Sequence[Spell]) -> dict[object, date | None]:
    """Since when somebody is out of education, work and training, for each spell in which they are: the first day of
    the run of such spells without a gap. What an earlier record says of the first of a run stays: it may know more."""
    found: dict[object, date | None] = {}
    before: Spell | None = None
    for one in sorted(spells, key=lambda one: (one.start_on, one.until)):
        if not one.is_neet:
            found[one.key] = None
        elif before is not None and before.is_neet and before.end_on == one.start_on:
            found[one.key] = found[before.key]
        else:
            after = before.end_on if before is not None and before.end_on else date.min
            known = one.neet_start_on
            keeps = known is not None and after <= known <= one.start_on
            found[one.key] = known if keeps else one.start_on
        before = one
    return found
