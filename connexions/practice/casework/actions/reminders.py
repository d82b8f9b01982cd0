"""Reminding young people of their own steps: once for each day due, whoever asks and however often."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from connexions.ground.base.acting import Actor
from connexions.ground.design.words import count, day
from connexions.practice.casework import rules
from connexions.practice.casework.models import Plan, Step
from connexions.registers.people.actions import notices
from connexions.registers.people.actions.notices import Said
from connexions.registers.people.models import YoungPerson

AT_ONCE = 500  # steps in one transaction: small enough to hold no lock for long


@transaction.atomic
def send(*, on: date, by: Actor) -> int:
    """Remind of up to some hundred steps; returns how many. Nothing left to remind of is 0.

    A person is told once of all their steps, on their own page and by the way they let us use.
    """
    due = Q()
    for days in rules.REMIND_DAYS:
        due |= Q(remind_days=days, due_on__lte=on + timedelta(days=days))
    waiting = Step.objects.filter(
        due,
        remind_whom=Step.Reminded.YOUNG_PERSON,
        status__in=(Step.Status.TO_DO, Step.Status.STARTED),
        due_on__gte=on,
        partnership_id=by.partnership,
    ).exclude(reminded_for_on=F("due_on"))
    found = waiting.exclude(goal__plan__status=Plan.Status.CLOSED).select_for_update(
        of=("self",), skip_locked=True
    )
    steps = list(found.order_by("due_on", "id")[:AT_ONCE])
    whose: dict[UUID, list[Step]] = defaultdict(list)
    for step in steps:
        whose[step.young_person_id].append(step)
    people = YoungPerson.objects.filter(pk__in=whose)
    notices.tell_each(young_people=people, kind="step", say=lambda one: _said(whose[one.pk]), by=by)
    Step.objects.filter(pk__in=[step.pk for step in steps]).update(reminded_for_on=F("due_on"))
    return len(steps)


def _said(steps: list[Step]) -> Said:
    """The title is seen on a phone that others may see: it says that there is something, not what."""
    lines = [f"• {step.words}, by {day(step.due_on)}" for step in steps]
    title = f"A reminder: {count(len(steps), 'step')} of your plan to do soon"
    return Said(title, "\n".join(lines), "casework:my_plan")
