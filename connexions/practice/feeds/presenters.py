"""What the pages say of a delivery."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from connexions.practice.feeds.models import Delivery, Problem
from connexions.registers.partners.models import LocalAuthority

STATES = {
    Delivery.State.RECEIVED: ("todo", "Received, not read yet"),
    Delivery.State.CHECKED: ("due", "Checked, not applied"),
    Delivery.State.APPLIED: ("done", "Applied"),
    Delivery.State.REFUSED: ("risk", "Refused"),
}
PRIORITIES = {1: "Must be fixed", 2: "Should be fixed", 3: "To know"}
PRIORITY_MARKS = {1: "risk", 2: "due", 3: "off"}
COLUMNS = (
    "Record",
    "Line",
    "Id",
    "Priority",
    "Rule",
    "Field",
    "What is wrong",
    "How to put it right",
    "Record left out",
)


def state_of(delivery: Delivery) -> tuple[str, str]:
    """The mark and the words of a delivery's state."""
    return STATES[Delivery.State(delivery.state)]


def counted(delivery: Delivery) -> list[tuple[str, int, str]]:
    """What became of the records, for the strip of facts."""
    counts = delivery.counts
    return [
        ("Records", counts["records"], "in the file"),
        ("New", counts["created"], "young people"),
        ("Changed", counts["updated"], "since last time"),
        ("Unchanged", counts["unchanged"], "as last time"),
        ("Left out", counts["refused"], "not taken"),
    ]


def about(delivery: Delivery) -> list[tuple[str, str]]:
    """What the file says of itself."""
    header = delivery.header
    if not header:
        return []
    names = dict(LocalAuthority.objects.filter(code__in=header["authorities"]).values_list("code", "name"))
    served = ", ".join(names.get(code, code) for code in header["authorities"])
    supplier = f"{header['supplier']} {header['supplier_version']}".strip()
    return [
        ("For", served),
        ("Until", _spoken(header["period_end"])),
        ("Made on", _spoken(header["date_of_send"])),
        ("By", supplier or "Not said"),
    ]


def priority_chips(delivery: Delivery, chosen: dict[str, int | None]) -> list[dict[str, Any]]:
    """The filter by priority."""
    counts = delivery.counts.get("by_priority", {})
    chips = [
        {
            "text": "All",
            "count": delivery.counts.get("problems", 0),
            "href": "?",
            "current": not any(chosen.values()),
        }
    ]
    for priority, words in PRIORITIES.items():
        if counts.get(str(priority)):
            here = chosen["priority"] == priority
            chips.append(
                {
                    "text": words,
                    "count": counts[str(priority)],
                    "href": f"?priority={priority}",
                    "current": here,
                }
            )
    return chips


def page_address(chosen: dict[str, int | None]) -> str:
    """Where the pages of the problems are: the number of the page goes at the end."""
    kept = {name: value for name, value in chosen.items() if value}
    return f"?{urlencode([*kept.items(), ('page', '')])}"


def as_rows(problems: Iterable[Problem]) -> Iterator[tuple[Any, ...]]:
    """The problems for a spreadsheet."""
    return (_row(one) for one in problems)


def _row(one: Problem) -> tuple[Any, ...]:
    left_out = "yes" if one.refused else "no"
    return (
        one.record,
        one.line,
        one.young_persons_id,
        one.priority,
        one.rule,
        one.field,
        one.message,
        one.fix,
        left_out,
    )


def _spoken(day: str) -> str:
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B %Y}"
