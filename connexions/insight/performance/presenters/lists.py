"""The list of young people behind a number."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from connexions.engines.stats import INDICATORS, Outside, Part, Standing
from connexions.engines.stats.recency import BANDS
from connexions.ground.base.addresses import address
from connexions.ground.design import words
from connexions.ground.design.spreadsheets import KINDS
from connexions.insight.performance.asking import Counted, Moved, Offers, Question, Reached, Which
from connexions.insight.performance.presenters.changes import PARTS, STATES
from connexions.insight.performance.queries.groups import name_of
from connexions.insight.performance.queries.guarantee import round_of
from connexions.insight.performance.queries.people import SIZE, Behind

NAMED = {"everybody": "Everybody counted", "known_otherwise": "Known, neither NEET nor taking part"} | {
    key: one.title for key, one in INDICATORS.items()
}
HEADS = ("Name", "What they did", "Where", "Since", "Lapses or lapsed", "Adviser", "School", "Authority")
FURTHEST = 2000  # pages


def page_number(given: str | None) -> int:
    """The page asked for; the first where it is none."""
    number = int(given) if given and given.isdecimal() and len(given) < 6 else 1
    return min(max(number, 1), FURTHEST)


def title(which: Which, asked: Question) -> str:
    """Who they are, as the head of their list."""
    month = words.month(asked.month)
    match which:
        case Counted(counts=counts):
            return f"{NAMED[counts]}, end of {month}"
        case Moved(way=way):
            moved = "Joined" if way == "joined" else "Left"
            return f"{moved} {asked.indicator.title}, {words.month(asked.since)} to {month}"
        case Reached(band=band):
            return f"NEET, end of {month}: {BANDS[band][0].lower()}{BANDS[band][1:]}"
        case _:
            return f"September {round_of(asked.month)}: no offer recorded"


def about(which: Which, asked: Question) -> str:
    """Which of them: the authority, the group, where they came from or went to."""
    return ", ".join(one for one in (asked.areas.get(asked.asked.area, ""), _narrowed(which, asked)) if one)


def _narrowed(which: Which, asked: Question) -> str:
    match which:
        case Counted(key=key):
            return name_of(asked.grouping, key)
        case Moved(among=Part() as part):
            return PARTS[part][0]
        case Moved(way=way, among=(Standing() | Outside()) as state):
            return f"{'from' if way == 'joined' else 'to'} {STATES[state]}"
        case _:
            return ""


def key_of(which: Which) -> dict[str, str]:
    """The same as an address says it."""
    match which:
        case Counted(counts=counts, key=key):
            return {"counts": counts, "key": key}
        case Moved(way=way, among=among):
            narrowed = {} if among is None else {"part" if isinstance(among, Part) else "state": str(among)}
            return {"moved": way, **narrowed}
        case Reached(band=band):
            return {"reached": str(band)}
        case Offers(which=offer):
            return {"offer": offer}


def page(found: list[Behind], number: int, *, asked: Question, which: Which, page: int) -> dict[str, Any]:
    """What the list's page says."""
    kept = asked.query | key_of(which)
    pages = max(1, -(-number // SIZE))
    return {
        "title": title(which, asked),
        "about": about(which, asked),
        "number": words.count(number, "young person", "young people"),
        "rows": [(one, address("people:record", one.id)) for one in found],
        "earlier": "?" + urlencode(kept | {"page": page - 1}) if page > 1 else None,
        "later": "?" + urlencode(kept | {"page": page + 1}) if page < pages else None,
        "place": f"Page {page} of {pages:,}" if pages > 1 else "",
        "files": ["?" + urlencode(kept | {"as": kind}) for kind in KINDS],
        "back_href": f"{reverse('performance:figures')}?{urlencode(asked.query)}",
        "month": asked.month,
    }


def as_rows(found: list[Behind]) -> list[list[Any]]:
    """The same for a spreadsheet."""
    return [
        [one.name, one.what, one.where, one.since_on, one.lapses_on, one.adviser, one.school, one.authority]
        for one in found
    ]
