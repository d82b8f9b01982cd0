"""What a reader of the interface asked, or everything that is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from django.http import QueryDict

from connexions.registers.directory.queries.public import Wanted
from connexions.registers.directory.rules.opening import DAYS
from connexions.registers.partners.places import place_of

MOST_A_PAGE = 100
USUAL_PAGE = 20
FURTHEST = 500_000  # metres: further apart than any two places in England are
USUAL_REACH = 5_000
PAGING = frozenset({"page", "per_page", "format", "search"})
OF_SERVICES = PAGING | {
    "taxonomy_term_id",
    "taxonomy_id",
    "organization_id",
    "modified_after",
    "minimum_age",
    "maximum_age",
    "postcode",
    "proximity",
    "day",
    "start_time",
    "end_time",
    "minimal",
    "full",
}
OF_PLACES = OF_SERVICES - {"minimal", "full"}
OF_TERMS = PAGING | {"taxonomy_id", "parent_id", "top_only"}


@dataclass
class Parameters:
    """The parameters of one request, read one by one; ``wrong`` gathers what cannot be meant."""

    given: QueryDict
    known: frozenset[str]
    wrong: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in sorted(set(self.given) - self.known):
            self.refuse(name, f"There is no such parameter here. There are: {', '.join(sorted(self.known))}.")
        for name, values in self.given.lists():
            if len(values) > 1 and name in self.known:
                self.refuse(name, "This is given more than once.")
        if self.given.get("format", "json") != "json":
            self.refuse("format", "Only json is served.")
        if "\0" in "".join(str(value) for value in self.given.values()):
            self.refuse("search", "This holds a character that cannot be looked for.")

    def refuse(self, name: str, sentence: str) -> None:
        self.wrong.append({"parameter": name, "message": sentence})

    def read(self, name: str, make: Callable[[str], Any], sentence: str, usual: Any = None) -> Any:
        text = self.given.get(name, "").strip()
        if not text:
            return usual
        try:
            return make(text)
        except ValueError:
            self.refuse(name, sentence)
            return usual

    def number(self, name: str, least: int, most: int, usual: int | None = None) -> Any:
        def make(text: str) -> int:
            if len(text) > 9 or not least <= int(text) <= most:
                raise ValueError
            return int(text)

        return self.read(name, make, f"This must be a whole number from {least:,} to {most:,}.", usual)

    def identifier(self, name: str) -> UUID | None:
        found: UUID | None = self.read(name, UUID, "This must be an identifier (UUID).")
        return found

    def yes(self, name: str) -> bool:
        said = {"true": True, "1": True, "false": False, "0": False}

        def make(text: str) -> bool:
            if text.lower() not in said:
                raise ValueError
            return said[text.lower()]

        return bool(self.read(name, make, "This must be true or false.", usual=False))


def wanted(asked: Parameters) -> Wanted:
    """What a list of services is asked for."""
    youngest = asked.number("minimum_age", 0, 150)
    oldest = asked.number("maximum_age", 0, 150)
    if youngest is not None and oldest is not None and oldest < youngest:
        asked.refuse("maximum_age", "This is below the minimum age.")
    place = asked.read("postcode", _place, "We do not know where this postcode is.")
    if "proximity" in asked.given and not asked.given.get("postcode"):
        asked.refuse("proximity", "This needs a postcode from which to measure.")
    return Wanted(
        search=asked.given.get("search", "").strip()[:200],
        taxonomy_term_id=asked.identifier("taxonomy_term_id"),
        taxonomy_id=asked.identifier("taxonomy_id"),
        organization_id=asked.identifier("organization_id"),
        modified_after=asked.read(
            "modified_after", _moment, "This must be a date, or a date and time such as 2026-11-03T09:30:00Z."
        ),
        minimum_age=youngest,
        maximum_age=oldest,
        place=place,
        proximity=asked.number("proximity", 1, FURTHEST, USUAL_REACH) if place else 0,
        day=asked.read("day", _day, f"This must be one of {', '.join(DAYS)}.", ""),
        start_time=asked.read("start_time", _clock, "This must be a time such as 09:30."),
        end_time=asked.read("end_time", _clock, "This must be a time such as 17:00."),
    )


def _place(text: str) -> Any:
    found = place_of(text)
    if found is None:
        raise ValueError
    return found.place


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text.replace(" ", "+"))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _day(text: str) -> str:
    if text.upper()[:2] not in DAYS:
        raise ValueError
    return text.upper()[:2]


def _clock(text: str) -> time:
    return time.fromisoformat(text).replace(tzinfo=None)
