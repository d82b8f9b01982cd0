"""Agreeing with a young person what to do."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.ground.design.words import day
from connexions.practice.casework import agreed as kept
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions import falling_due
from connexions.practice.casework.actions._noting import note
from connexions.practice.casework.models import (
    Asking,
    Assessment,
    AssessmentForm,
    Edition,
    Goal,
    NoGoalReason,
    Plan,
    Rating,
    Step,
)
from connexions.practice.casework.queries.standing import standing
from connexions.registers.people.actions import notices
from connexions.registers.people.models import YoungPerson

GOAL_LABELS = {
    "words": "Goal",
    "clarified": "In other words",
    "strengths": "Builds on",
    "factors": "Needs it answers",
}


@transaction.atomic
def start(*, young_person: YoungPerson, on: date, by: Actor) -> Plan:
    """Begin a plan, to be written and then agreed. Raises ``NotPossible`` while another is open."""
    permissions.check_may_write(young_person, by)
    YoungPerson.objects.select_for_update(of=("self",)).get(pk=young_person.pk)
    if Plan.objects.filter(young_person=young_person).exclude(status=Plan.Status.CLOSED).exists():
        raise NotPossible("There is an open plan already: go on with that one.")
    plan = Plan(partnership_id=young_person.partnership_id, young_person=young_person, started_on=on)
    plan.save(force_insert=True)
    note("casework.plan.started", plan, by)
    return plan


@transaction.atomic
def add_goal(
    *,
    plan: Plan,
    words: str,
    factors: list[int],
    by: Actor,
    clarified: str = "",
    strengths: str = "",
) -> Goal:
    """Add a goal in the young person's own words, the needs it answers and the strengths it builds on."""
    stored = change(plan=plan, by=by)
    goal = Goal(
        partnership_id=stored.partnership_id,
        young_person_id=stored.young_person_id,
        plan=stored,
        position=1 + Goal.objects.filter(plan=stored).count(),
        words=words,
        clarified=clarified,
        strengths=strengths,
        factors=sorted(set(factors)),
        edition=stored.edition,
    )
    goal.save(force_insert=True)
    NoGoalReason.objects.filter(plan=stored, factor__in=factors).delete()
    note("casework.goal.added", goal, by)
    return goal


@transaction.atomic
def change_goal(
    *,
    goal: Goal,
    words: str,
    factors: list[int],
    version: int,
    by: Actor,
    clarified: str = "",
    strengths: str = "",
) -> Goal:
    """Say a goal otherwise. Raises ``Conflict`` where somebody else changed it meanwhile."""
    change(plan=goal.plan, by=by)
    stored = Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    typed = {
        "words": words,
        "clarified": clarified,
        "strengths": strengths,
        "factors": sorted(set(factors)),
    }
    check_version(stored=stored, version=version, typed=typed, labels=GOAL_LABELS)
    for name, value in typed.items():
        setattr(stored, name, value)
    stored.version += 1
    stored.save(update_fields=[*typed, "version"])
    note("casework.goal.changed", stored, by)
    return stored


@transaction.atomic
def say_why_no_goal(*, plan: Plan, factor: int, reason: str, on: date, by: Actor) -> NoGoalReason:
    """Say why a need has no goal, or not yet."""
    stored = locked(plan)
    permissions.check_may_write(stored.young_person, by)
    rules.PLAN.after(stored.status, "change")
    said, _ = NoGoalReason.objects.update_or_create(
        plan=stored,
        factor=factor,
        defaults={
            "partnership_id": stored.partnership_id,
            "young_person_id": stored.young_person_id,
            "reason": reason,
            "said_on": on,
            "recorded_by_id": by.id,
        },
    )
    note("casework.plan.reason_given", stored, by, factor=factor)
    return said


@transaction.atomic
def agree(
    *,
    plan: Plan,
    on: date,
    how: Plan.Agreement,
    version: int,
    by: Actor,
    words: str = "",
    paper_id: UUID | None = None,
) -> Plan:
    """The young person and the adviser agree to the plan as it stands, face to face or on paper.

    Raises ``NotPossible`` for a plan without a goal and a step, with a need that has neither a goal nor a reason, or
    agreed before it was begun; ``Conflict`` where the plan changed after it was read.
    """
    stored = locked(plan)
    permissions.check_may_write(stored.young_person, by)
    check_version(stored=stored, version=version, typed={}, labels={})
    return settle(stored, Agreed(on=on, how=how, adviser_id=by.id, words=words, paper_id=paper_id), by=by)


@dataclass(frozen=True)
class Agreed:
    """How a plan was agreed: the day, the way, for the service by whom, and what the young person said to it."""

    on: date
    how: Plan.Agreement
    adviser_id: UUID | None
    words: str = ""
    paper_id: UUID | None = None


def settle(stored: Plan, agreed: Agreed, *, by: Actor) -> Plan:
    """Keep what was agreed as an edition, tell the young person, and set a review by rule where none is set.

    For actions that have locked the plan and checked that *by* may answer for the young person.
    """
    status = rules.PLAN.after(stored.status, "agree")
    check_complete(stored)
    if agreed.on < stored.started_on:
        raise NotPossible(
            f"The plan was begun on {day(stored.started_on)}: it cannot have been agreed before."
        )
    stored.status, stored.agreed_on, stored.agreed_how = status, agreed.on, agreed.how
    stored.agreed_by_id = agreed.adviser_id
    stored.assessment = latest_assessment(stored)
    stored.version += 1
    stored.save()
    Asking.objects.filter(plan=stored, state=Asking.State.OPEN).update(state=Asking.State.WITHDRAWN)
    edition = _keep(stored, agreed, by)
    note("casework.plan.agreed", stored, by, edition=stored.edition, how=str(agreed.how))
    _tell(stored, edition, by)
    falling_due.work_out(young_person=stored.young_person, on=agreed.on, by=by)
    return stored


def _keep(plan: Plan, agreed: Agreed, by: Actor) -> Edition:
    told = standing(plan=plan, of=plan.young_person, by=by, assessment=plan.assessment)
    edition = Edition(
        partnership_id=plan.partnership_id,
        young_person_id=plan.young_person_id,
        plan=plan,
        number=plan.edition,
        told=told,
        agreed_on=agreed.on,
        how=agreed.how,
        agreed_by_id=agreed.adviser_id,
        words=agreed.words,
        paper_id=agreed.paper_id,
    )
    edition.save(force_insert=True)
    return edition


def _tell(plan: Plan, edition: Edition, by: Actor) -> None:
    """The plain-language copy that is theirs."""
    notices.tell(
        young_person=plan.young_person,
        kind="plan",
        title="Your plan is agreed",
        words=kept.plain(edition.told),
        link="casework:my_plan",
        by=by,
    )


@transaction.atomic
def close(*, plan: Plan, on: date, summary: str, by: Actor) -> Plan:
    """Close a plan: what was done and dropped stays to be seen."""
    stored = locked(plan)
    permissions.check_may_write(stored.young_person, by)
    stored.status = rules.PLAN.after(stored.status, "close")
    if on < stored.started_on:
        raise NotPossible(f"The plan was begun on {day(stored.started_on)}: it cannot be closed before.")
    Asking.objects.filter(plan=stored, state=Asking.State.OPEN).update(state=Asking.State.WITHDRAWN)
    stored.closed_on, stored.closing_summary = on, summary
    stored.version += 1
    stored.save()
    note("casework.plan.closed", stored, by)
    return stored


def change(*, plan: Plan, by: Actor) -> Plan:
    """Open a plan for a change: one that was agreed goes into its next edition, to be agreed anew."""
    stored = locked(plan)
    permissions.check_may_write(stored.young_person, by)
    status = rules.PLAN.after(stored.status, "change")
    if stored.status == Plan.Status.AGREED:
        stored.edition += 1
    stored.status = status
    stored.version += 1
    stored.save(update_fields=["status", "edition", "version"])
    return stored


def _needs_without_goal(plan: Plan) -> list[int]:
    """The needs of the latest finished assessment that the plan neither answers nor gives a reason for."""
    latest = latest_assessment(plan)
    if latest is None:
        return []
    rated = {
        one.factor: rules.Rated(one.adviser_level, one.young_person_level)
        for one in Rating.objects.filter(assessment=latest)
    }
    return rules.without_goal(
        needs=rules.needs(rated, at_most=AssessmentForm.objects.get(pk=latest.form_id).need_at_most),
        goals=Goal.objects.filter(plan=plan)
        .exclude(status=Goal.Status.DROPPED)
        .values_list("factors", flat=True),
        reasons=NoGoalReason.objects.filter(plan=plan).values_list("factor", flat=True),
    )


def check_complete(plan: Plan) -> None:
    """Raise ``NotPossible`` while the plan has no goal, no step, or a need with neither a goal nor a reason."""
    if not Goal.objects.filter(plan=plan).exclude(status=Goal.Status.DROPPED).exists():
        raise NotPossible("There is no goal in this plan yet: add one before you agree.")
    if not Step.objects.filter(goal__plan=plan).exists():
        raise NotPossible("Nobody does anything yet: add a step to a goal before you agree.")
    missing = _needs_without_goal(plan)
    if missing:
        latest = latest_assessment(plan)
        assert latest is not None
        names = dict(latest.form.factors.values_list("number", "name"))
        said = ", ".join(names[factor] for factor in missing)
        raise NotPossible(f"A need has neither a goal nor a reason why not yet: {said}.")


def latest_assessment(plan: Plan) -> Assessment | None:
    """The last assessment that was finished: the one a plan answers."""
    finished = Assessment.objects.filter(young_person_id=plan.young_person_id).exclude(finished_at=None)
    return finished.order_by("-started_on", "-id").first()


def locked(plan: Plan) -> Plan:
    """The plan as it is stored, kept from others until this is done."""
    found = Plan.objects.select_for_update(of=("self",)).select_related("young_person__adviser")
    return found.get(pk=plan.pk)
