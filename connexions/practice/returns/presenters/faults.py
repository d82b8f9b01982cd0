"""What is at fault, with the way to the page where it is mended."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from connexions.ground.design.furniture import url_if_any
from connexions.practice.returns.models import StandingFault
from connexions.practice.returns.presenters.months import PRIORITY_MARKS, PRIORITY_WORDS
from connexions.practice.returns.rules.mending import OF_MANY, page_of


def row(fault: StandingFault, *, to: UUID) -> dict[str, Any]:
    """One fault of one young person."""
    page, words = page_of(fault.field)
    href = url_if_any(page) if page in OF_MANY else url_if_any(page, to)
    return {
        "fault": fault,
        "mark": PRIORITY_MARKS[fault.priority],
        "pressing": PRIORITY_WORDS[fault.priority],
        "href": href,
        "do": words,
    }


def chips(counts: dict[int, int], chosen: dict[str, Any]) -> list[dict[str, Any]]:
    """The filter by priority, which keeps the other filters."""
    others = {name: value for name, value in chosen.items() if value and name != "priority"}
    found = [
        {
            "text": "All",
            "count": sum(counts.values()),
            "href": f"?{urlencode(others)}",
            "current": not chosen["priority"],
        }
    ]
    for priority, words in PRIORITY_WORDS.items():
        if counts.get(priority):
            href = f"?{urlencode({**others, 'priority': priority})}"
            found.append(
                {
                    "text": words,
                    "count": counts[priority],
                    "href": href,
                    "current": chosen["priority"] == priority,
                }
            )
    return found


def pages(chosen: dict[str, Any]) -> str:
    """Where the pages of the list are: the number goes at the end."""
    kept = {name: value for name, value in chosen.items() if value}
    return f"?{urlencode([*kept.items(), ('page', '')])}"
