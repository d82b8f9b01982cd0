"""What agreeing to a plan comes to, however it was agreed: for actions that have checked who may."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.words import day
from connexions.practice.casework import agreed as kept
from connexions.practice.casework import rules
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
    Asking.objects.filter(plan=stored, state=Asking.State.CHANGE_WANTED).update(state=Asking.State.HEEDED)
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
