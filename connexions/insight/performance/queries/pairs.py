"""Everybody at two month ends at once, so that a change can be taken apart."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from connexions.engines.stats import (
    AGES,
    Change,
    Doing,
    Indicator,
    Outside,
    Part,
    Standing,
    change,
    load_meanings,
    part_of,
    standing,
)
from connexions.engines.stats.change import State
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.insight.performance.permissions import Permission, check
from connexions.insight.performance.queries.cohorts import born
from connexions.insight.performance.queries.facts import facts
from connexions.insight.performance.queries.groups import Asked

IN = "in"
JOINED, LEFT = "joined", "left"
STATE = """
    CASE WHEN y.date_of_birth < %({at}_from)s OR y.date_of_birth >= %({at}_until)s THEN 'age'
         WHEN l.left_on <= %({at})s THEN 'away'
         WHEN {at}.id IS NULL AND (y.created_at AT TIME ZONE 'Europe/London')::date > %({at})s THEN 'not_on_record'
         ELSE 'in' END AS {at}_is,
    coalesce({at}.kind_id, '') AS {at}_code, coalesce({at}.lapses_on < %({at})s, false) AS {at}_lapsed
"""
JOIN = """
    LEFT JOIN tracking_activity {at} ON {at}.young_person_id = y.id AND {at}.partnership_id = y.partnership_id
        AND {at}.start_on <= %({at})s AND ({at}.end_on IS NULL OR {at}.end_on > %({at})s)
"""
AT_BOTH = f"""
    FROM people_youngperson y LEFT JOIN performance_leaving l ON l.young_person_id = y.id
    {JOIN.format(at="first")} {JOIN.format(at="second")}
    WHERE y.partnership_id = %(partnership)s
        AND y.date_of_birth >= %(born_from)s AND y.date_of_birth < %(born_until)s
        AND (%(area)s = '' OR y.lead_authority = %(area)s)
"""
PAIRS = f"""
    SELECT {STATE.format(at="first")}, {STATE.format(at="second")}, count(*) {AT_BOTH} GROUP BY 1, 2, 3, 4, 5, 6
"""
# A state by its name: what somebody's fact means, or why they are not counted.
NAMED = """CASE WHEN b.{at}_is = 'in' THEN (SELECT m.state
    FROM unnest(%(codes)s::text[], %(lapses)s::bool[], %(states)s::text[]) m (code, lapsed, state)
    WHERE m.code = b.{at}_code AND m.lapsed = b.{at}_lapsed) ELSE b.{at}_is END"""
MOVED = f"""
    SELECT b.id, b.second_code AS code, b.start_on, b.lapses_on, b.establishment_name
    FROM (SELECT y.id, second.start_on, second.lapses_on, second.establishment_name,
        {STATE.format(at="first")}, {STATE.format(at="second")} {AT_BOTH}) b,
        LATERAL (SELECT {NAMED.format(at="first")} AS was, {NAMED.format(at="second")} AS is_now) states
    WHERE (states.was, states.is_now) IN (SELECT * FROM unnest(%(from_states)s::text[], %(to_states)s::text[]))
"""  # noqa: S608 - names of ours; every value is a parameter


def pairs(
    *, first: date, second: date, by: Actor, area: str = "", ages: Sequence[int] = AGES
) -> Counter[tuple[State, State]]:
    """So many people with each pair of states at two month ends. Raises ``NotAllowed``."""
    check(Permission.FIGURES_SEE, by=by)
    with tenancy.beneath(), connection.cursor() as cursor:  # everybody counts; nobody is shown
        cursor.execute(PAIRS, _values(first, second, area, ages, by))
        rows = cursor.fetchall()
    found: Counter[tuple[State, State]] = Counter()
    for was, code, lapsed, is_now, code_now, lapsed_now, people in rows:
        found[_state(was, code, lapsed), _state(is_now, code_now, lapsed_now)] += people
    return found


def _values(first: date, second: date, area: str, ages: Sequence[int], by: Actor) -> dict[str, Any]:
    (first_from, first_until), (second_from, second_until) = born(first, ages), born(second, ages)
    return {
        "first": first,
        "first_from": first_from,
        "first_until": first_until,
        "second": second,
        "second_from": second_from,
        "second_until": second_until,
        "born_from": min(first_from, second_from),
        "born_until": max(first_until, second_until),
        "partnership": by.partnership,
        "area": area,
    }


def _state(kind: str, code: str, lapsed: bool) -> State:
    return standing(Doing(code, lapsed), load_meanings()) if kind == IN else Outside(kind)


def changed(*, indicator: Indicator, first: date, second: date, by: Actor, area: str = "") -> Change:
    """What happened to an indicator between two month ends. Raises ``NotAllowed``."""
    return change(indicator, pairs(first=first, second=second, by=by, area=area))


def moved_values(
    *, asked: Asked, since: date, indicator: Indicator, way: str, among: Part | State | None, by: Actor
) -> dict[str, Any]:
    """The parameters of ``MOVED``: whoever *joined* or *left* what an indicator counts, of a part, a state, or all."""
    pairs = [pair for pair in _every_pair() if _moved(pair, indicator, way) and _among(pair, way, among)]
    codes, lapses, states = _meanings()
    return _values(since, asked.month, asked.area, AGES, by) | {
        "codes": codes,
        "lapses": lapses,
        "states": states,
        "from_states": [str(was) for was, _ in pairs],
        "to_states": [str(is_now) for _, is_now in pairs],
    }


def _every_pair() -> list[tuple[State, State]]:
    states: list[State] = [*Standing, *Outside]
    return [(was, is_now) for was in states for is_now in states]


def _moved(pair: tuple[State, State], indicator: Indicator, way: str) -> bool:
    was, is_now = (state in indicator.counts for state in pair)
    return (is_now and not was) if way == JOINED else (was and not is_now)


def _among(pair: tuple[State, State], way: str, among: Part | State | None) -> bool:
    if isinstance(among, Part):
        return part_of(*pair) is among
    return among is None or (pair[0] if way == JOINED else pair[1]) == among


def _meanings() -> tuple[list[str], list[bool], list[str]]:
    """Every fact with its standing, as three columns."""
    found = [
        (code, lapsed, str(one))
        for one in Standing
        for code, lapsed in zip(*facts(frozenset({one})), strict=True)
    ]
    return [one[0] for one in found], [one[1] for one in found], [one[2] for one in found]
