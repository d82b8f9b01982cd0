"""What needs an adviser's hand on Today, whoever knows of it.

Every kind of need is a *source*: a part of the one statement that Today asks, and the words for what it finds. The
casework registers its own (``needing``, ``attending``, ``arriving``, ``following``, ``reviewing``); another room
that has something to say registers a source as it starts::

    register(Source("feedback", "Feedback", part=PART, say=say, order=40))

*part* is a SELECT of five columns, in this order: the group (``overdue``, ``week``, ``new`` or ``coming``), the young
person, the day it is about, the identifier of what it is about (or none), and what else its words need, as ``jsonb``.
It reads from these, besides tables (beneath row-level security, as always)::

    asked    one row: adviser, reader, today, now, week, month, stuck, recent
    mine     the adviser's young people as far as the reader may see their casework: id, date_of_birth, and how
             things stand with each (``casework_standing``, ADR 17), by which most are passed over at once
    levels   what each level of support means today

Whoever looks beyond ``mine`` finds nobody whom the reader may not see: names are put to what is found by the one
decision of sight. *say* makes a sentence and a button of each, in Python, for the few that are shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from connexions.ground.base.acting import Actor

OVERDUE, THIS_WEEK, NEW, COMING = "overdue", "week", "new", "coming"
GROUPS = (OVERDUE, THIS_WEEK, NEW, COMING)  # in their order; what is only coming is shown and not counted


@dataclass(frozen=True)
class Asked:
    """Whose day is looked at, by whom, on which day, and what the time is."""

    adviser: UUID
    on: date
    now: datetime
    by: Actor


@dataclass(frozen=True)
class Need:
    """One thing about one young person that wants an adviser's hand.

    *day* is what it is about: when the review is or was due, when to try again, since when nothing moved, when
    the status lapses. *about* and *said* are what the source's part gave.
    """

    kind: str
    group: str
    young_person_id: UUID
    day: date
    about: UUID | None
    said: Mapping[str, Any]
    given_name: str
    preferred_name: str
    family_name: str
    date_of_birth: date
    level_of_need: str
    special_needs: str

    @property
    def known_as(self) -> str:
        return self.preferred_name or self.given_name

    @property
    def name(self) -> str:
        return f"{self.known_as} {self.family_name}"


@dataclass(frozen=True)
class Said:
    """A need in words: the mark ("Message not delivered"), one sentence, the button and where it leads."""

    state: str
    what: str
    do: str
    href: str


@dataclass(frozen=True)
class Source:
    """A kind of need. *chip* is what its filter says, *order* its place among the kinds.

    An *urgent* kind is told to whoever covers for the adviser, and stands on the day sheet, too.
    """

    kind: str
    chip: str
    part: str
    say: Callable[[Need, Asked], Said]
    order: int = 50
    urgent: bool = False


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Let a room say something on Today; called as the room starts."""
    _sources[source.kind] = source


def sources() -> list[Source]:
    """Everything that is registered, in its order."""
    return sorted(_sources.values(), key=lambda one: (one.order, one.kind))


def say(need: Need, asked: Asked) -> Said:
    """A need in the words of whoever knows of it."""
    return _sources[need.kind].say(need, asked)
