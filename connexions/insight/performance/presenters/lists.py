"""The list of young people behind a number."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from connexions.engines.stats import INDICATORS
from connexions.ground.base.addresses import address
from connexions.ground.design import words
from connexions.insight.performance.asking import Question
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


def page(
    found: list[Behind],
    number: int,
    *,
    asked: Question,
    key: str,
    counts: str,
    page: int,
    about: tuple[str, ...],
) -> dict[str, Any]:
    """What the list's page says."""
    kept = asked.query | {"key": key, "counts": counts}
    pages = max(1, -(-number // SIZE))
    said = [one for one in about if one]
    return {
        "title": f"{NAMED[counts]}, end of {words.month(asked.month)}",
        "about": ", ".join(said),
        "number": words.count(number, "young person", "young people"),
        "rows": [(one, address("people:record", one.id)) for one in found],
        "earlier": "?" + urlencode(kept | {"page": page - 1}) if page > 1 else None,
        "later": "?" + urlencode(kept | {"page": page + 1}) if page < pages else None,
        "place": f"Page {page} of {pages:,}" if pages > 1 else "",
        "csv_href": "?" + urlencode(kept | {"as": "csv"}),
        "back_href": f"{reverse('performance:figures')}?{urlencode(asked.query)}",
        "month": asked.month,
    }


def as_rows(found: list[Behind]) -> list[list[Any]]:
    """The same for a spreadsheet."""
    return [
        [one.name, one.what, one.where, one.since_on, one.lapses_on, one.adviser, one.school, one.authority]
        for one in found
    ]
