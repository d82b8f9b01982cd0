"""What an end of support puts to rest, and how it is taken up again: every row stays, and the ending names it."""

from datetime import date
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions._noting import note
from connexions.practice.casework.models import Allocation, Ending, Plan, Review, Step
from connexions.registers.accounts.models import Membership
from connexions.registers.people.models import YoungPerson

NOBODY = UUID(int=0)
OPEN_STEPS = (Step.Status.TO_DO, Step.Status.STARTED)
KEPT_OF_REVIEW = ("due_on", "rule", "because", "since_on", "set_on", "set_by_id")


def put_away(*, ending: Ending, on: date, by: Actor) -> None:
    """Free the adviser, close the plan with its steps as they stand, and set no review any more."""
    young_person = ending.young_person
    _end_allocation(ending, young_person, on)
    _close_plan(ending, on, by)
    review = (
        Review.objects.select_for_update(of=("self",)).filter(young_person=young_person, held_on=None).first()
    )
    if review:
        ending.review_was = {name: _plain(getattr(review, name)) for name in KEPT_OF_REVIEW}
        if ending.review_id == review.pk:
            ending.review = None
        note("casework.review.dropped", review, by, due_on=review.due_on.isoformat())
        review.delete()


def give_to(*, young_person: YoungPerson, to: Membership, on: date, by: Actor) -> Allocation:
    """The adviser from now on."""
    allocation = Allocation(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        adviser=to.user,
        team_id=to.team_id,
        from_on=on,
        reason="Support taken up again",
        allocated_by_id=by.id,
    )
    allocation.save(force_insert=True)
    _name_adviser(young_person, to.user_id, to.team_id, on)
    note("casework.allocation.made", allocation, by, to=to.user.name)
    return allocation


def take_up_plan(*, ending: Ending, by: Actor) -> None:
    """The plan goes on: it is to be agreed anew, unless it was never agreed."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=ending.plan_id or NOBODY)
    _check_no_other(plan)
    after = rules.PLAN.after(plan.status, "take_up")
    if ending.plan_was == Plan.Status.DRAFT:
        plan.status = Plan.Status.DRAFT
    else:
        plan.status = after
        plan.edition += ending.plan_was == Plan.Status.AGREED
    _open(plan)
    note("casework.plan.taken_up", plan, by)


def restore(*, ending: Ending, young_person: YoungPerson, on: date, by: Actor) -> None:
    """Everything as it was on the day before the end."""
    adviser = ending.adviser
    if adviser and not (adviser.is_active and _works_here(ending, on)):
        raise NotPossible(f"{adviser.name} no longer works here: take support up again with another adviser.")
    if adviser and ending.allocation:
        Allocation.objects.filter(pk=ending.allocation.pk).update(until_on=None)
        _name_adviser(young_person, adviser.pk, ending.allocation.team_id, ending.allocation.from_on)
    plan = Plan.objects.select_for_update(of=("self",)).filter(pk=ending.plan_id or NOBODY).first()
    if plan:
        _check_no_other(plan)
        plan.status = ending.plan_was
        _open(plan)
    if ending.review_was and not Review.objects.filter(young_person=young_person, held_on=None).exists():
        review = Review(
            partnership_id=young_person.partnership_id, young_person=young_person, **ending.review_was
        )
        review.save(force_insert=True)
        note("casework.review.set", review, by, due_on=ending.review_was["due_on"])


def _end_allocation(ending: Ending, young_person: YoungPerson, on: date) -> None:
    current = (
        Allocation.objects.select_for_update(of=("self",))
        .filter(young_person=young_person, until_on=None)
        .first()
    )
    ending.adviser = young_person.adviser
    if current:
        ending.allocation = current
        current.until_on = max(on, current.from_on)
        current.save(update_fields=["until_on"])
    _name_adviser(young_person, None, young_person.team_id, None)


def _close_plan(ending: Ending, on: date, by: Actor) -> None:
    plans = Plan.objects.select_for_update(of=("self",)).filter(young_person_id=ending.young_person_id)
    plan = plans.exclude(status=Plan.Status.CLOSED).first()
    if plan is None:
        return
    ending.plan, ending.plan_was = plan, plan.status
    ending.steps_open = Step.objects.filter(goal__plan=plan, status__in=OPEN_STEPS).count()
    plan.status = rules.PLAN.after(plan.status, "close")
    plan.closed_on, plan.closing_summary = max(on, plan.started_on), ending.summary
    plan.version += 1
    plan.save()
    note("casework.plan.closed", plan, by)


def _open(plan: Plan) -> None:
    plan.closed_on, plan.closing_summary = None, ""
    plan.version += 1
    plan.save()


def _check_no_other(plan: Plan) -> None:
    others = Plan.objects.filter(young_person_id=plan.young_person_id).exclude(status=Plan.Status.CLOSED)
    if others.exists():
        raise NotPossible("Another plan has been begun since: close that one first, or go on with it.")


def _works_here(ending: Ending, on: date) -> bool:
    held = Membership.objects.filter(
        user_id=ending.adviser_id or NOBODY, partnership_id=ending.partnership_id
    )
    return any(
        one.role in permissions.ALLOCATED_TO and (one.until_on is None or one.until_on > on) for one in held
    )


def _name_adviser(
    young_person: YoungPerson, adviser_id: object, team_id: int | None, on: date | None
) -> None:
    young_person.adviser_id = adviser_id  # type: ignore[assignment]
    young_person.team_id, young_person.allocated_on = team_id, on
    young_person.version += 1
    young_person.save(update_fields=["adviser", "team", "allocated_on", "version"])


def _plain(value: object) -> object:
    """As JSON keeps it."""
    return value if value is None or isinstance(value, str | int) else str(value)
