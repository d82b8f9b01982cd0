"""The timeline as a page says it: months, small print, chips, and the way to earlier items."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from connexions.ground.base.acting import Role
from connexions.ground.base.addresses import address
from connexions.ground.design import words
from connexions.registers.people import timeline
from connexions.registers.people.audiences import audience_beneath
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import REACH, Sight
from connexions.registers.people.timeline import Item, Mark, Tally

PAGE = 30
GLANCE = 8


@dataclass(frozen=True)
class Event:
    """One item as it is drawn."""

    when: str
    small: str
    mark: str
    look: str
    heading: str
    words: str
    who: str
    lead: str
    audience: str
    href: str


def shown(
    young_person: YoungPerson, sight: Sight, *, kind: str = "", before: Mark | None = None, size: int = PAGE
) -> dict[str, Any]:
    """A page of the timeline: one query to open it, one more to go on or to narrow it."""
    items, tallies = timeline.opened(young_person, sight=sight, size=size + 1)
    kinds = {kind} if kind in {tally.source.kind for tally in tallies} else None
    if kinds or before:
        items = timeline.page(young_person, sight=sight, kinds=kinds, before=before, size=size + 1)
    more, items = len(items) > size, items[:size]
    return {
        "months": by_month(items, young_person),
        "count": _counted(tallies),
        "chips": _chips(tallies, young_person, kind if kinds else ""),
        "earlier": _earlier(items[-1], young_person, kind if kinds else "") if more else None,
        "earlier_text": _more(tallies, kinds, size) if before is None else "Earlier",
        "latest": _address(young_person, kind=kind if kinds else "") if before else None,
    }


def by_month(items: Iterable[Item], young_person: YoungPerson) -> list[tuple[str, list[Event]]]:
    """Items, newest first, under the months in which they happened."""
    months = groupby(items, key=lambda item: words.month(item.at))
    return [(month, [_event(item, young_person) for item in found]) for month, found in months]


def _event(item: Item, young_person: YoungPerson) -> Event:
    source = timeline.source_of(item.kind)
    look, mark, small = _extra(item.extra)
    href = address(source.page, young_person_id=young_person.pk, item_id=item.item_id) if source.page else ""
    return Event(
        when=words.short_day(item.at),
        small=small or _time(item),
        mark=mark or source.mark,
        look=look,
        heading=item.heading,
        words=item.words,
        who=item.who,
        lead=f"{young_person.known_as}," if item.part in REACH[Role.YOUNG_PERSON].own else "",
        audience=audience_beneath(young_person, item.part),
        href=href,
    )


def _extra(extra: str) -> tuple[str, str, str]:
    look, bar, rest = extra.partition("|")
    if not bar:
        return "", "", extra
    mark, _, small = rest.partition("|")
    return look if look in timeline.LOOKS else "", mark, small


def _time(item: Item) -> str:
    """The time of day; none for what happened on a day: a date is the moment at which it begins (UTC)."""
    return "" if item.at.time() == time(0) else words.time(item.at)


def _counted(tallies: list[Tally]) -> str:
    number = sum(tally.number for tally in tallies)
    dates = [tally.since for tally in tallies if tally.since]
    return f"{words.count(number, 'item')} since {words.day(min(dates))}" if dates else ""


def _chips(tallies: list[Tally], young_person: YoungPerson, current: str) -> list[dict[str, Any]]:
    everything = {
        "text": "All",
        "href": _address(young_person),
        "count": sum(tally.number for tally in tallies),
        "current": not current,
    }
    kinds = [
        {
            "text": tally.source.label,
            "href": _address(young_person, kind=tally.source.kind),
            "count": tally.number,
            "current": tally.source.kind == current,
        }
        for tally in sorted(tallies, key=lambda tally: -tally.number)
    ]
    return [everything, *kinds]


def _earlier(last: Item, young_person: YoungPerson, kind: str) -> str:
    return _address(young_person, kind=kind, before=str(Mark(last.at, last.item_id)))


def _more(tallies: list[Tally], kinds: set[str] | None, size: int) -> str:
    number = sum(tally.number for tally in tallies if kinds is None or tally.source.kind in kinds)
    return f"Earlier: {max(number - size, 0):,} more"


def _address(young_person: YoungPerson, **asked: str) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return address("people:timeline", young_person.pk) + (f"?{query}" if query else "")
