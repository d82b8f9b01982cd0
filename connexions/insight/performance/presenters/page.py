"""The page of figures: everything that it says of what was found."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from connexions.engines.stats import INDICATORS, published
from connexions.insight.performance.asking import Question
from connexions.insight.performance.presenters import changes, groups, months, recency
from connexions.insight.performance.presenters.cells import Links
from connexions.insight.performance.presenters.telling import Told
from connexions.insight.performance.queries.groups import GROUPINGS, IN_ORDER
from connexions.insight.performance.queries.guarantee import round_of
from connexions.insight.performance.queries.page import Found

Lines = Mapping[date, Told]


def page(asked: Question, found: Found, *, links: Links, on: date, everywhere: str) -> dict[str, Any]:
    """What the page says. *everywhere*: what all authorities together are called."""
    lines = told(asked, found)
    return {
        "asked": asked,
        "place": asked.areas.get(asked.area, everywhere),
        "tables_place": asked.areas.get(asked.asked.area, everywhere),
        "indicators_named": [(key, one.title) for key, one in INDICATORS.items()],
        "groupings": GROUPINGS,
        "nobody": lines[asked.month].nobody,
        "lists_open": links.open,
        "query": asked.query,
        "too_few": changes.TOO_FEW,
        **_headlines(asked, found, lines, links),
        **_change(asked, found, links),
        **_winter(asked, found, everywhere),
        **_groups(asked, found, links),
        "recency": _recency(asked, found, links, on),
        "recency_heads": recency.HEADS,
    }


def told(asked: Question, found: Found) -> Lines:
    """Each month's line of the area asked for."""
    return {
        month: months.told(one, threshold=asked.least, area=asked.area) for month, one in found.counts.items()
    }


def _headlines(asked: Question, found: Found, lines: Lines, links: Links) -> dict[str, Any]:
    now, before = lines[asked.month], lines[asked.since]
    rate = months.offer_rate(found.offers, area=asked.area, threshold=asked.least)
    offers = months.offers(rate, september=round_of(asked.month), links=links)
    return {
        "headlines": [
            *months.headlines(now, before, found.targets[asked.month], since=asked.since, links=links),
            offers,
        ],
        "line_title": months.title(now, before, asked.since),
        "line_chart": months.chart(asked.months, lines, found.targets),
        "month_heads": months.heads(found.targets),
        "month_rows": months.rows(asked.months, lines, found.targets, links),
    }


def change(asked: Question, found: Found, links: Links) -> changes.Shown:
    """Why an indicator changed."""
    return changes.change(
        found.pairs,
        asked.indicator,
        first=asked.since,
        second=asked.month,
        threshold=asked.least,
        links=links,
    )


def _change(asked: Question, found: Found, links: Links) -> dict[str, Any]:
    return {
        "change": change(asked, found, links),
        "part_heads": changes.PART_HEADS,
        "flow_heads": changes.FLOW_HEADS,
    }


def _winter(asked: Question, found: Found, everywhere: str) -> dict[str, Any]:
    return {
        "winter": found.winter,
        "published_year": published("neet_or_not_known")[0],
        "winters": months.winters(
            found.counts, found.winter, asked.areas, threshold=asked.least, whole=everywhere
        ),
    }


def group_rows(asked: Question, found: Found, links: Links) -> tuple[list[groups.Row], groups.Row]:
    """The lines by group, and the line of all."""
    in_order = asked.grouping in IN_ORDER
    return groups.rows(found.groups, whole=found.whole, threshold=asked.least, links=links, in_order=in_order)


def _groups(asked: Question, found: Found, links: Links) -> dict[str, Any]:
    rows, whole = group_rows(asked, found, links)
    return {
        "group_title": groups.TITLES[asked.grouping],
        "group_heads": groups.HEADS,
        "in_order": asked.grouping in IN_ORDER,
        "rows": rows,
        "whole": whole,
    }


def _recency(asked: Question, found: Found, links: Links, on: date) -> recency.Shown:
    everybody = months.told(found.counts[asked.month], threshold=asked.least, area=asked.asked.area)
    known = everybody.number("neet") is not None
    return recency.recency(found.reached, told=known, on=on, threshold=asked.least, links=links)
