"""What is asked of the queues: which there are, by whom and on which day, narrowed to whom, in which order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.practice.tracing.models import QueueRules

NOBODY = "nobody"
SORTS = {
    "tried": "Longest not tried",
    "since": "Longest so",
    "name": "Name",
}
PAGE = 20


@dataclass(frozen=True)
class Queue:
    """A queue: its address, its name, and one sentence about who is in it."""

    key: str
    name: str
    about: str


QUEUES = (
    Queue("not-known", "Not known", "We do not know what they do, or nobody has asked in time."),
    Queue(
        "lapsing-4", "Lapsing in 4 weeks", "Their status counts as not known in four weeks unless confirmed."
    ),
    Queue(
        "lapsing-8", "Lapsing in 8 weeks", "Their status counts as not known in eight weeks unless confirmed."
    ),
    Queue("no-contact", "Out of everything, no contact", "Nobody has spoken with them for a while."),
    Queue("start-passed", "Agreed start passed", "They were to begin something: did they?"),
    Queue("no-offer", "No offer", "Covered by the September Guarantee, and nobody has offered them a place."),
    Queue("new", "New arrivals", "New to this partnership."),
    Queue("unallocated", "No adviser", "Out of everything, not known, or in need of support; and nobody's."),
)
BY_KEY = {one.key: one for one in QUEUES}


@dataclass(frozen=True)
class Filters:
    """What a queue is narrowed to; empty where it is not."""

    authority: str = ""
    school: str = ""
    adviser: str = ""
    year: str = ""

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Filters":
        """From an address or a kept session; what makes no sense is left out."""
        year, school, adviser = (str(given.get(name) or "") for name in ("year", "school", "adviser"))
        return cls(
            str(given.get("authority") or "")[:3],
            school if _is_id(school) else "",
            adviser if adviser == NOBODY or _is_id(adviser) else "",
            year if year.isdecimal() and len(year) <= 2 else "",
        )

    def kept(self) -> dict[str, str]:
        """As an address or a session keeps them: those that are set."""
        return {name: value for name, value in self.__dict__.items() if value}


@dataclass(frozen=True)
class Asked:
    """Who looks, on which day, by which rules."""

    by: Actor
    on: date
    rules: QueueRules
    filters: Filters = field(default_factory=Filters)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
