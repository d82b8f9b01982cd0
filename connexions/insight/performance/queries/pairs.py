"""Everybody at two month ends at once, so that a change can be taken apart."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from connexions.engines.stats import AGES, Change, Doing, Indicator, Outside, change, load_meanings, standing
from connexions.engines.stats.change import State
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.insight.performance.permissions import Permission, check
from connexions.insight.performance.queries.cohorts import born

IN = "in"
STATE = """
    CASE WHEN y.date_of_birth < %({at}_from)s OR y.date_of_birth >= %({at}_until)s THEN 'age'
         WHEN l.left_on <= %({at})s THEN 'away'
         WHEN {at}.id IS NULL AND (y.created_at AT TIME ZONE 'Europe/London')::date > %({at})s THEN 'not_on_record'
         ELSE 'in' END, coalesce({at}.kind_id, ''), coalesce({at}.lapses_on < %({at})s, false)
"""
JOIN = """
    LEFT JOIN tracking_activity {at} ON {at}.young_person_id = y.id AND {at}.partnership_id = y.partnership_id
        AND {at}.start_on <= %({at})s AND ({at}.end_on IS NULL OR {at}.end_on > %({at})s)
"""
PAIRS = f"""
    SELECT {STATE.format(at="first")}, {STATE.format(at="second")}, count(*)
    FROM people_youngperson y LEFT JOIN performance_leaving l ON l.young_person_id = y.id
    {JOIN.format(at="first")} {JOIN.format(at="second")}
    WHERE y.partnership_id = %(partnership)s
        AND y.date_of_birth >= %(born_from)s AND y.date_of_birth < %(born_until)s
        AND (%(area)s = '' OR y.lead_authority = %(area)s)
    GROUP BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608 - names of ours; every value is a parameter


def pairs(
    *, first: date, second: date, by: Actor, area: str = "", ages: Sequence[int] = AGES
) -> Counter[tuple[State, State]]:
    """So many people with each pair of states at two month ends. Raises ``NotAllowed``."""
    check(Permission.FIGURES_SEE, by=by)
    (first_from, first_until), (second_from, second_until) = born(first, ages), born(second, ages)
    values: dict[str, Any] = {
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
    with tenancy.beneath(), connection.cursor() as cursor:  # everybody counts; nobody is shown
        cursor.execute(PAIRS, values)
        rows = cursor.fetchall()
    found: Counter[tuple[State, State]] = Counter()
    for was, code, lapsed, is_now, code_now, lapsed_now, people in rows:
        found[_state(was, code, lapsed), _state(is_now, code_now, lapsed_now)] += people
    return found


def _state(kind: str, code: str, lapsed: bool) -> State:
    return standing(Doing(code, lapsed), load_meanings()) if kind == IN else Outside(kind)


def changed(*, indicator: Indicator, first: date, second: date, by: Actor, area: str = "") -> Change:
    """What happened to an indicator between two month ends. Raises ``NotAllowed``."""
    return change(indicator, pairs(first=first, second=second, by=by, area=area))
