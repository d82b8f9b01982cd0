"""The list of young people behind a number."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from connexions.ground.base.addresses import address
from connexions.ground.design import words
from connexions.ground.design.spreadsheets import KINDS
from connexions.practice.oversight.queries.standings import COUNTED_TO, SIZE, Listed
from connexions.registers.people.models.young_person import LevelOfNeed

NAMED = {"everybody": "Everybody"} | dict(LevelOfNeed.choices)
HEADS = (
    "Name", "Support", "Adviser", "Team", "School", "Last had something", "Last reached", "Last try that failed",
    "Tries in a row", "Review due", "Plan last moved",
)  # fmt: skip


def page_number(given: str | None) -> int:
    """The page asked for; the first where it is none."""
    number = int(given) if given and given.isdecimal() and len(given) < 6 else 1
    return min(max(number, 1), COUNTED_TO // SIZE)


def named(measure: str) -> str:
    """What a list is called that is no column with a band."""
    return str(NAMED.get(measure, "Young people"))


def page(
    people: list[Listed],
    number: int,
    *,
    page: int,
    query: Mapping[str, Any],
    title: str,
    about: str,
    on: date,
) -> dict[str, Any]:
    """What the list's page says."""
    kept = {name: str(value) for name, value in query.items() if name not in ("page", "as")}
    most = number > COUNTED_TO
    pages = max(1, -(-min(number, COUNTED_TO) // SIZE))
    return {
        "title": title,
        "about": about,
        "rows": [
            (one, address("people:record", one.id), str(LevelOfNeed(one.level).label)) for one in people
        ],
        "number": f"More than {COUNTED_TO:,} young people"
        if most
        else words.count(number, "young person", "young people"),
        "earlier": "?" + urlencode(kept | {"page": page - 1}) if page > 1 else None,
        "later": "?" + urlencode(kept | {"page": page + 1}) if page < pages else None,
        "place": f"Page {page} of {pages:,}" if pages > 1 else "",
        "files": ["?" + urlencode(kept | {"as": kind}) for kind in KINDS],
        "on": on,
    }


def as_rows(people: list[Listed]) -> list[list[Any]]:
    """The same for a spreadsheet."""
    return [
        [
            one.name, str(LevelOfNeed(one.level).label), one.adviser, one.team, one.school, one.something_on,
            one.reached_on, one.tried_on, one.tries, one.review_on, one.moved_on,
        ]
        for one in people
    ]  # fmt: skip
