"""How many there are of each fact at month ends: sums of the tallies the database keeps."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db import connection

from connexions.engines.stats import AGES, Doing
from connexions.ground.base.acting import Actor
from connexions.insight.performance.permissions import Permission, check
from connexions.insight.performance.queries.cohorts import birth_years

Counts = Mapping[str, Counter[Doing]]  # by authority

# Everything before the first month asked for is summed up as that month; later changes stay by month.
CHANGES = """
SELECT cohort, greatest(month, %s) AS since, authority, code, lapsed, sum(people)
FROM performance_tally
WHERE partnership_id = %s AND month <= %s AND cohort = ANY (%s)
GROUP BY 1, 2, 3, 4, 5 HAVING sum(people) <> 0
"""


def at_month_ends(*, months: Collection[date], by: Actor, ages: Sequence[int] = AGES) -> dict[date, Counts]:
    """At each of these month ends, how many people of each authority do what; one statement for all of them.

    Raises ``NotAllowed``. Exact: what is told of small numbers is for the page to say.
    """
    check(Permission.FIGURES_SEE, by=by)
    asked = sorted(months)
    cohorts = sorted({one for month in asked for one in birth_years(month, ages)})
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, [asked[0], by.partnership, asked[-1], cohorts])
        changes = cursor.fetchall()
    return _summed(changes, asked, ages)


def at_month_end(*, month: date, by: Actor, ages: Sequence[int] = AGES) -> Counts:
    """The same of one month end."""
    return at_month_ends(months=[month], by=by, ages=ages)[month]


def together(counts: Counts, area: str = "") -> Counter[Doing]:
    """One authority's counts, or those of all."""
    if area:
        return Counter(counts.get(area, Counter()))
    return sum(counts.values(), Counter())


def _summed(
    changes: Sequence[tuple[int, date, str, str, bool, int]], months: Sequence[date], ages: Sequence[int]
) -> dict[date, Counts]:
    """The running sums at each month end, of the birth years that are of age then."""
    waiting = sorted(changes, key=lambda row: row[1])
    running: dict[int, dict[str, Counter[Doing]]] = {}
    found, place = {}, 0
    for month in months:
        while place < len(waiting) and waiting[place][1] <= month:
            cohort, _, authority, code, lapsed, people = waiting[place]
            of_cohort = running.setdefault(cohort, {}).setdefault(authority, Counter())
            of_cohort[Doing(code, lapsed)] += people
            place += 1
        found[month] = _of_age(running, birth_years(month, ages))
    return found


def _of_age(running: Mapping[int, Mapping[str, Counter[Doing]]], cohorts: Sequence[int]) -> Counts:
    counts: dict[str, Counter[Doing]] = {}
    for cohort in cohorts:
        for authority, facts in running.get(cohort, {}).items():
            kept = counts.setdefault(authority, Counter())
            kept.update({fact: people for fact, people in facts.items() if people})
    return {authority: facts for authority, facts in counts.items() if facts}
