"""Who belongs in which queue, in one statement: all are counted, and a page of one is told.

Few young people are in any queue. Those who may be are looked up, each kind in an index, and only they are weighed;
so that the statement costs as much as the queues are long, whatever the number of those who are well.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from connexions.engines.currency import academic_year, coverage_in, load_coverage
from connexions.practice.tracing.queries.asked import NOBODY, QUEUES, Asked
from connexions.registers.people import sight
from connexions.registers.people.sight import Part

# Guarantee statuses under which nobody has offered anything that would be right for them.
WITHOUT_OFFER = ["140", "150", "151", "153", "154", "159"]

LOST = """(now.id IS NULL OR kind."group" = 'not_known' OR now.kind_id = '150'
        OR now.lapses_on < :today AND NOT kind.is_neet)"""
KEYS = [one.key for one in QUEUES]
# Who is in each queue: true, or anything else.
BELONGS = {
    "not-known": LOST,
    "lapsing-4": "now.lapses_on >= :today AND now.lapses_on < :in_4_weeks",
    "lapsing-8": "now.lapses_on >= :today AND now.lapses_on < :in_8_weeks",
    "no-contact": "kind.is_neet AND (standing.reached_on IS NULL OR standing.reached_on < :quiet_since)",
    "start-passed": "now.kind_id IN ('615', '616') AND now.review_on < :today",
    "no-offer": """y.date_of_birth >= :offered_from AND y.date_of_birth < :offered_until AND EXISTS (
        SELECT 1 FROM tracking_guaranteestatus WHERE young_person_id = y.id AND on_baseline
            AND code = ANY (:without_offer)
    )""",
    "new": "y.created_at >= :new_since",
    "unallocated": f"y.adviser_id IS NULL AND (kind.is_neet OR y.level_of_need <> 'minimum' OR {LOST})",
}
# Whoever may be in one at all; each line has an index of its own. The third finds those of whom nothing is recorded.
MAY_BELONG = """
    SELECT young_person_id AS id FROM tracking_activity
    WHERE partnership_id = :here AND end_on IS NULL AND lapses_on < :in_8_weeks
    UNION
    SELECT a.young_person_id FROM tracking_activitykind k JOIN tracking_activity a ON a.kind_id = k.code
    WHERE (k.is_neet OR k."group" = 'not_known' OR k.code IN ('150', '615', '616'))
        AND a.partnership_id = :here AND a.end_on IS NULL
    UNION
    SELECT young_person_id FROM casework_standing WHERE partnership_id = :here AND lapses_on IS NULL
    UNION
    SELECT young_person_id FROM tracking_guaranteestatus
    WHERE partnership_id = :here AND on_baseline AND code = ANY (:without_offer)
    UNION
    SELECT id FROM people_youngperson WHERE partnership_id = :here AND created_at >= :new_since
    UNION
    SELECT id FROM people_youngperson
    WHERE partnership_id = :here AND adviser_id IS NULL AND level_of_need <> 'minimum'"""
# The cohort that the reader may track: sixteen and seventeen, and older with a plan for special needs. Each is looked
# up by key: PostgreSQL thinks that there are more of them than there are, and would read everybody. What they do now
# is asked for with an array of one: else it is looked for in the index that keeps spells apart, which is slow.
WEIGHED = """
    SELECT y.id, y.family_name, y.given_name, now.start_on AS since_on,
        greatest(standing.reached_on, standing.tried_on) AS tried_on,
        {columns}
    FROM ({may_belong}
    ) maybe
    CROSS JOIN LATERAL (
        SELECT * FROM people_youngperson y
        WHERE y.id = maybe.id AND {seen} AND y.cohort_status = 'P' AND y.date_of_birth < :born_before
            AND (y.date_of_birth >= :born_from
                OR y.date_of_birth >= :with_plan_from AND y.special_needs = 'ehc_plan')
            {narrowed}
        LIMIT 1
    ) y
    LEFT JOIN tracking_activity now ON now.young_person_id = ANY (ARRAY[y.id]) AND now.end_on IS NULL
    LEFT JOIN tracking_activitykind kind ON kind.code = now.kind_id
    LEFT JOIN casework_standing standing ON standing.young_person_id = y.id"""
NARROWED = {
    "authority": "AND y.lead_authority = :authority",
    "school": "AND y.school_id = :school::uuid",
    "adviser": "AND y.adviser_id = :adviser::uuid",
    NOBODY: "AND y.adviser_id IS NULL",
    "year": "AND y.date_of_birth >= :year_from AND y.date_of_birth < :year_until",
}
ORDERS = {
    "tried": "tried_on NULLS FIRST, since_on NULLS FIRST, id",
    "since": "since_on NULLS FIRST, id",
    "name": "family_name, given_name, id",
}
COUNTED = """
WITH weighed AS MATERIALIZED ({weighed}
)
SELECT NULL::uuid, {counts} FROM weighed"""
A_PAGE = """
UNION ALL
SELECT id, {nothing} FROM (
    SELECT id FROM weighed WHERE "{key}" ORDER BY {order} LIMIT :most OFFSET :past
) page"""


def counted(asked: Asked) -> tuple[str, list[Any]]:
    """The statement of one row: nobody, and how many are in each queue, in the order of ``QUEUES``."""
    return _filled(COUNTED, _values(asked), asked, KEYS)


def counted_and_listed(key: str, asked: Asked, *, sort: str, most: int, past: int) -> tuple[str, list[Any]]:
    """The same, followed by a row for each of *most* young people of one queue, in order, past the first *past*."""
    nothing = ", ".join("0" for _ in QUEUES)
    page = A_PAGE.format(nothing=nothing, key=key, order=ORDERS[sort])
    return _filled(COUNTED + page, _values(asked) | {"most": most, "past": past}, asked, KEYS)


def members(key: str, asked: Asked) -> tuple[str, list[Any]]:
    """A query of the identifiers of everybody in one queue."""
    statement = f'SELECT id FROM ({{weighed}}\n) weighed WHERE "{key}"'  # noqa: S608 - a key of ours
    return _filled(statement, _values(asked), asked, [key])


def _filled(statement: str, values: dict[str, Any], asked: Asked, keys: list[str]) -> tuple[str, list[Any]]:
    """A statement with Django's places, and what stands in them."""
    seen, reader = sight.visible_sql(asked.by, Part.STATUS)
    weighed = WEIGHED.format(
        columns=",\n        ".join(f'({BELONGS[key]}) IS TRUE AS "{key}"' for key in keys),
        may_belong=MAY_BELONG,
        seen=seen,
        narrowed=_narrowed(asked),
    )
    counts = ", ".join(f'count(*) FILTER (WHERE "{key}")' for key in keys)
    told = statement.replace("{weighed}", weighed).replace("{counts}", counts)
    rest, given = iter(reader), []

    def place(found: re.Match[str]) -> str:
        given.append(next(rest) if found[0] == "%s" else values[found[1]])
        return "%s"

    return re.sub(r"%s|(?<!:):([a-z_0-9]+)", place, told), given


def _narrowed(asked: Asked) -> str:
    chosen = asked.filters.kept()
    return " ".join(NARROWED[NOBODY if value == NOBODY else name] for name, value in chosen.items())


def _values(asked: Asked) -> dict[str, Any]:
    on, rules = asked.on, asked.rules
    born_before, born_from, with_plan_from = covered_births(on)
    offered_from, offered_until = guarantee_births(on)
    values = {
        "here": asked.by.partnership,
        "today": on,
        "in_4_weeks": on + timedelta(weeks=4),
        "in_8_weeks": on + timedelta(weeks=8),
        "quiet_since": on - timedelta(days=rules.neet_days),
        "new_since": _began(on - timedelta(days=rules.arrival_days)),
        "without_offer": WITHOUT_OFFER,
        "offered_from": offered_from,
        "offered_until": offered_until,
        "born_before": born_before,
        "born_from": born_from,
        "with_plan_from": with_plan_from,
        **asked.filters.kept(),
    }
    if asked.filters.year:
        age = int(asked.filters.year) + 4
        values |= {"year_from": _turning(age + 1, on), "year_until": _turning(age, on)}
    return values


def covered_births(on: date) -> tuple[date, date, date]:
    """Born before the first of these days; and not before the second, or with a plan, the third."""
    held, year = coverage_in(on, load_coverage()), academic_year(on)
    return (
        date(year - held.youngest, 9, 1),
        date(year - held.oldest - 1, 9, 1),
        date(year - held.oldest_with_plan - 1, 9, 1),
    )


def guarantee_births(on: date) -> tuple[date, date]:
    """Born from the first and before the second: year groups 11 and 12 from April; the same people are in 12 and 13
    from September to March."""
    youngest = 15 if 4 <= on.month < 9 else 16
    return _turning(youngest + 2, on), _turning(youngest, on)


def _turning(age: int, on: date) -> date:
    """Whoever was born before this day had turned *age* before this school year began."""
    return date(academic_year(on) - age, 9, 1)


def _began(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
