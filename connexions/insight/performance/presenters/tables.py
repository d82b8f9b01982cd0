"""The page's tables as files, with what their first sheet says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from connexions.ground.design import words
from connexions.insight.performance.asking import Question
from connexions.insight.performance.presenters import changes, groups, months
from connexions.insight.performance.presenters import page as whole_page
from connexions.insight.performance.presenters.cells import CLOSED, as_file
from connexions.insight.performance.presenters.telling import LEFT_OUT
from connexions.insight.performance.queries.groups import GROUPINGS
from connexions.insight.performance.queries.page import Found


@dataclass(frozen=True)
class Table:
    """Heads and rows, what the table is, and what is to be known of it."""

    title: str
    heads: Sequence[str]
    rows: list[list[Any]]
    about: list[tuple[str, Any]]


def _months(asked: Question, found: Found) -> tuple[str, Sequence[str], list[list[Any]]]:
    rows = months.rows(asked.months, whole_page.told(asked, found), found.targets, CLOSED)
    heads = months.heads(found.targets)
    return "NEET, not known and taking part, month by month", heads, as_file(rows)


def _change(asked: Question, found: Found) -> tuple[str, Sequence[str], list[list[Any]]]:
    rows = whole_page.change(asked, found, CLOSED).rows
    between = f"{words.month(asked.since)} to {words.month(asked.month)}"
    return f"Why {asked.indicator.title} changed, {between}", changes.PART_HEADS, as_file(rows)


def _groups(asked: Question, found: Found) -> tuple[str, Sequence[str], list[list[Any]]]:
    rows, whole = whole_page.group_rows(asked, found, CLOSED)
    heads = (GROUPINGS[asked.grouping], *groups.HEADS)
    return groups.TITLES[asked.grouping], heads, groups.as_file([*rows, whole])


TABLES: dict[str, Callable[[Question, Found], tuple[str, Sequence[str], list[list[Any]]]]] = {
    "months": _months,
    "change": _change,
    "groups": _groups,
}


def table(what: str, asked: Question, found: Found, *, everywhere: str) -> Table:
    """One of the page's tables."""
    title, heads, rows = TABLES[what](asked, found)
    area = asked.area if what == "months" else asked.asked.area
    return Table(title, heads, rows, about(asked.month, asked.areas.get(area, everywhere), asked.least))


def about(month: date, place: str, least: int) -> list[tuple[str, Any]]:
    """What the first sheet says of figures: of whom, of when, and what is left out."""
    kept = (
        "Nothing is left out: this is for those who may see whom the numbers are about."
        if least == 1
        else f"{LEFT_OUT} stands for a number below {least}, and for any that would give one away."
    )
    return [
        ("Place", place),
        ("At the end of", words.month(month)),
        (
            "Who is counted",
            "Young people of academic age 16 and 17, but for those in custody, as recorded now",
        ),
        ("Small numbers", kept),
    ]
