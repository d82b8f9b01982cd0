"""Figures: what they are, why they changed, and who is behind them."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from connexions.engines.stats import INDICATORS, published
from connexions.engines.stats.months import last_winter
from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design import spreadsheets
from connexions.insight.performance import reference
from connexions.insight.performance.asking import Question, question
from connexions.insight.performance.permissions import LISTERS, READERS, Permission, may
from connexions.insight.performance.presenters import changes, definitions, groups, lists, months, recency
from connexions.insight.performance.presenters.telling import for_file
from connexions.insight.performance.queries import counts, guarantee, pairs
from connexions.insight.performance.queries import groups as grouped
from connexions.insight.performance.queries import people as behind
from connexions.insight.performance.queries import recency as reached

Table = tuple[Sequence[str], list[list[Any]]]  # heads and rows
IN_A_FILE = 5000  # of a list: a file that is read, not a copy of everybody


def _asked(request: HttpRequest, by: Actor) -> tuple[Question, dict[str, str], int]:
    """The question, the names of the authorities, and the smallest number that this reader is told."""
    areas = grouped.authorities(by=by)
    least = 1 if may(Permission.SMALL_NUMBERS_SEE, by=by) else reference.threshold()
    return question(request.GET, today=clock.today(), areas=areas), areas, least


@open_to(READERS)
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of a month: headlines, the months before, why one changed, last winter, and by group."""
    by = actor(request)
    asked, areas, least = _asked(request, by)
    winter = last_winter(asked.month)
    found = counts.at_month_ends(months={*asked.months, asked.since, *winter}, by=by)
    lines = {month: months.told(one, threshold=least, area=asked.area) for month, one in found.items()}
    now, before = lines[asked.month], lines[asked.since]
    lists_open = may(Permission.LISTS_OPEN, by=by)
    rows, whole = _groups(asked, by, least, lists_open)
    told = {
        "asked": asked,
        "areas": areas,
        "place": areas.get(asked.area, by.partnership_name),
        "indicators_named": [(key, one.title) for key, one in INDICATORS.items()],
        "groupings": grouped.GROUPINGS,
        "nobody": now.nobody,
        "exact": least == 1,
        "least": least,
        "lists_open": lists_open,
        "headlines": [*months.headlines(now, before, since=asked.since), _offers(asked, by, least)],
        "line_title": months.title(now, before, asked.since),
        "line_chart": months.chart(asked.months, lines),
        "month_heads": months.HEADS,
        "month_rows": months.rows(asked.months, lines),
        "change": _change(asked, by, least),
        "recency": _recency(asked, by, least),
        "recency_heads": recency.HEADS,
        "part_heads": changes.PART_HEADS,
        "flow_heads": changes.FLOW_HEADS,
        "too_few": changes.TOO_FEW,
        "winter": winter,
        "published_year": published("neet_or_not_known")[0],
        "winters": months.winters(found, winter, areas, threshold=least, whole=by.partnership_name),
        "group_title": groups.TITLES[asked.grouping],
        "group_heads": groups.HEADS,
        "rows": rows,
        "whole": whole,
        "query": asked.query,
    }
    return render(request, "performance/figures.html", told)


def _offers(asked: Question, by: Actor, least: int) -> months.Headline:
    statuses = guarantee.statuses(on=asked.month, by=by)
    september = guarantee.round_of(asked.month)
    return months.offers(statuses, area=asked.area, threshold=least, september=september)


def _change(asked: Question, by: Actor, least: int) -> changes.Shown:
    found = pairs.changed(
        indicator=asked.indicator, first=asked.since, second=asked.month, by=by, area=asked.area
    )
    return changes.change(found, asked.indicator, first=asked.since, second=asked.month, threshold=least)


def _recency(asked: Question, by: Actor, least: int) -> recency.Shown:
    on = clock.today()
    return recency.recency(reached.reached(asked=asked.asked, on=on, by=by), on=on, threshold=least)


def _groups(asked: Question, by: Actor, least: int, lists_open: bool) -> tuple[list[groups.Row], groups.Row]:
    found = grouped.groups(asked=asked.asked, by=by)
    return groups.rows(found, threshold=least, query=asked.query, lists=lists_open)


@open_to(READERS)
def counted(request: HttpRequest) -> HttpResponse:
    """What each figure counts, with five invented young people."""
    return render(request, "performance/counted.html", {"measures": definitions.measures()})


@open_to(READERS)
def figures_csv(request: HttpRequest, what: str) -> StreamingHttpResponse:
    """One of the page's tables for a spreadsheet."""
    by = actor(request)
    asked, _, least = _asked(request, by)
    heads, rows = FILES[what](asked, by, least)
    return spreadsheets.download(f"figures-{what}-{asked.month:%Y-%m}", heads, rows, on=clock.today())


def _months_file(asked: Question, by: Actor, least: int) -> Table:
    found = counts.at_month_ends(months=asked.months, by=by)
    lines = {month: months.told(one, threshold=least, area=asked.area) for month, one in found.items()}
    return months.HEADS, [list(map(for_file, row)) for row in months.rows(asked.months, lines)]


def _change_file(asked: Question, by: Actor, least: int) -> Table:
    rows = _change(asked, by, least).rows
    return changes.PART_HEADS, [list(map(for_file, row)) for row in rows]


def _groups_file(asked: Question, by: Actor, least: int) -> Table:
    rows, whole = _groups(asked, by, least, lists_open=False)
    return (grouped.GROUPINGS[asked.grouping], *groups.HEADS), groups.as_file([*rows, whole])


FILES: dict[str, Callable[[Question, Actor, int], Table]] = {
    "months": _months_file,
    "change": _change_file,
    "groups": _groups_file,
}


@open_to(LISTERS)
def people(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The young people behind a number; as a file where that is asked for."""
    by = actor(request)
    asked, areas, _ = _asked(request, by)
    as_file, page = request.GET.get("as") == "csv", lists.page_number(request.GET.get("page"))
    key, what = request.GET.get("key", "")[:60], request.GET.get("counts", "everybody")
    size = IN_A_FILE if as_file else behind.SIZE
    found, number = behind.behind(
        asked=asked.asked, key=key, counts=what, page=1 if as_file else page, by=by, size=size
    )
    noted = {"shown": [str(one.id) for one in found], "month": f"{asked.month:%Y-%m}", "counts": what}
    audit.note_read(by=by, young_person_id=None, page="performance.people", details=noted)
    if as_file:
        return spreadsheets.download("young-people", lists.HEADS, lists.as_rows(found), on=clock.today())
    about = (areas.get(asked.area, ""), grouped.name_of(asked.grouping, key))
    told = lists.page(found, number, asked=asked, key=key, counts=what, page=page, about=about)
    return render(request, "performance/people.html", told)
