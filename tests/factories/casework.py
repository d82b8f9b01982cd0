"""Makers of the casework: a young person with an adviser, and what was done with them."""

from datetime import date, timedelta
from typing import Any

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.practice.casework.actions import assessments, plans, steps
from connexions.practice.casework.models import Assessment, Goal, Plan, Review, Step
from connexions.practice.tracking.models import Activity
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import YoungPerson
from tests.factories.places import make_partnership
from tests.factories.staff import make_actor
from tests.factories.young_people import make_young_person

TODAY = date(2026, 11, 3)


def make_adviser(**fields: Any) -> Actor:
    """A personal adviser of the first team of a new partnership, or of the one given."""
    partnership: Partnership = fields.pop("partnership", None) or make_partnership()
    return make_actor(
        partnership=partnership, team=Team.objects.filter(partnership=partnership).first(), **fields
    )


def make_mine(by: Actor, **fields: Any) -> YoungPerson:
    """A young person allocated to *by* long ago."""
    said = {"adviser_id": by.id, "team_id": by.team, "allocated_on": date(2026, 1, 5), **fields}
    return make_young_person(partnership=Partnership.objects.get(pk=by.partnership), **said)


def make_assessment(
    young_person: YoungPerson, *, by: Actor, levels: dict[int, int], on: date = TODAY, finished: bool = True
) -> Assessment:
    """An assessment with the adviser's ratings by factor."""
    from django.utils import timezone

    with tenancy.acting(by):
        made = assessments.start(young_person=young_person, on=on, by=by)
        for factor, level in levels.items():
            assessments.rate(
                assessment=made, factor=factor, version=0, adviser_level=level, young_person_level=None, by=by
            )
        if finished:
            at = timezone.make_aware(timezone.datetime(on.year, on.month, on.day, 12))  # type: ignore[attr-defined]
            made = assessments.finish(assessment=made, at=at, by=by)
    return made


def make_plan(
    young_person: YoungPerson,
    *,
    by: Actor,
    on: date = TODAY,
    agreed: bool = True,
    factors: list[int] | None = None,
) -> tuple[Plan, Goal, Step]:
    """A plan with one goal and one step."""
    with tenancy.acting(by):
        plan = plans.start(young_person=young_person, on=on, by=by)
        goal = plans.add_goal(plan=plan, words="Get on to a course", factors=factors or [], by=by)
        step = steps.add(
            goal=goal, words="Ring the college", owner="young_person", due_on=on + timedelta(days=7), by=by
        )
        plan.refresh_from_db()
        if agreed:
            plan = plans.agree(plan=plan, on=on, how=Plan.Agreement.ON_PAGE, version=plan.version, by=by)
    return plan, goal, step


def make_review(young_person: YoungPerson, *, due_on: date) -> Review:
    """A review set for a day, past or to come; of somebody who had a plan once, for a review looks at one."""
    if not Plan.objects.filter(young_person=young_person).exists():
        Plan.objects.create(
            partnership_id=young_person.partnership_id,
            young_person=young_person,
            status=Plan.Status.CLOSED,
            started_on=date(2026, 1, 5),
            closed_on=date(2026, 2, 5),
        )
    return Review.objects.create(
        partnership_id=young_person.partnership_id, young_person=young_person, due_on=due_on
    )


def make_activity(young_person: YoungPerson, *, kind: str = "330", **fields: Any) -> Activity:
    """What a young person does now."""
    start = fields.pop("start_on", date(2026, 5, 1))
    said = {"start_on": start, "verified_on": start, **fields}
    return Activity.objects.create(
        partnership_id=young_person.partnership_id, young_person=young_person, kind_id=kind, **said
    )
