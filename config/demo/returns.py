"""Months that were sent, the Guarantee’s baseline, a move to decide: what the data officer’s section begins with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from config.demo.people import Population
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.practice.returns.actions import moves, returns
from connexions.practice.returns.models import Baseline
from connexions.practice.returns.queries import scopes
from connexions.practice.returns.rules.months import month_before
from connexions.practice.tracking.models import GuaranteeStatus
from connexions.registers.accounts.models import Membership
from connexions.registers.people.models import YoungPerson

SENT = 2  # months; the one before today is left to be built
DAYS_AFTER = 3
ELSEWHERE = {"tyne-and-wear": "929", "suffolk": "926"}  # a neighbour: Northumberland, Norfolk


def write_returns(population: Population, partnerships: list[int]) -> None:
    """The same for every partnership of the demo. A great population is not built: its months would take longer
    than its people."""
    for partnership in partnerships:
        by = _data_officer(partnership)
        if by is None:
            continue
        with tenancy.acting(by):
            for end in _months(population.today):
                _send(end, by)
            _set_baseline(population.today, by)
            _propose(population.today, by)


def _data_officer(partnership: int) -> Actor | None:
    held = Membership.objects.select_related("user", "partnership").filter(
        partnership=partnership, role=Role.DATA_OFFICER, until_on=None
    )
    found = held.order_by("id").first()
    if found is None:
        return None
    name = found.partnership.name
    return Actor(Role.DATA_OFFICER, partnership, found.user.name, id=found.user_id, partnership_name=name)


def _months(today: date) -> Iterator[date]:
    """The ends of the months before the last, the earliest first."""
    ends = [month_before(month_before(today))]
    while len(ends) < SENT:
        ends.append(month_before(ends[-1]))
    yield from reversed(ends)


def _send(end: date, by: Actor) -> None:
    on = end + timedelta(days=DAYS_AFTER)
    at = datetime.combine(on, time(10), UTC)
    codes = [one.code for one in scopes.open_authorities(by=by, on=end)]
    built = returns.build(period_end=end, authorities=codes, sent_on=on, at=at, by=by)
    if built.kept is not None:
        returns.freeze(return_id=built.kept.pk, on=on, at=at, by=by)


def _set_baseline(today: date, by: Actor) -> None:
    """Everybody of the demo whom it covers is marked already; this says since when, and until when."""
    year = today.year if today.month >= 4 else today.year - 1
    marked = GuaranteeStatus.objects.filter(partnership_id=by.partnership, on_baseline=True)
    Baseline.objects.create(
        partnership_id=by.partnership,
        year=year,
        set_on=date(year, 4, 20),
        set_by_name=by.name,
        until_on=max(date(year, 11, 1), today + timedelta(days=28)),
        year_11=marked.filter(year=11).count(),
        year_12=marked.filter(year=12).count(),
    )


def _propose(today: date, by: Actor) -> None:
    """One young person of whom a neighbour's list has told."""
    slug = "suffolk" if scopes.open_authorities(by=by, on=today)[0].code == "935" else "tyne-and-wear"
    people = YoungPerson.objects.filter(partnership_id=by.partnership, cohort_status="P", adviser=None)
    whom = people.order_by("id").first()
    if whom is not None:
        moves.propose(
            young_person_id=whom.pk,
            to_authority=ELSEWHERE[slug],
            because="A college there has them on its enrolment list",
            on=today - timedelta(days=6),
            by=by,
        )
