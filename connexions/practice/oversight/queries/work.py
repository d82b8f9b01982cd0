"""The piece of work itself, as it is read beside the checklist."""

from dataclasses import dataclass

from connexions.ground.base.acting import Actor
from connexions.practice.casework.models import Assessment, Evidence, Plan, Rating
from connexions.practice.casework.queries import assessments, plans
from connexions.practice.oversight.models import Item
from connexions.registers.people.models import YoungPerson


@dataclass(frozen=True)
class Line:
    """One factor of an assessment that was explored."""

    name: str
    adviser: str
    young_person: str
    is_need: bool
    rating: Rating
    rests_on: tuple[Evidence, ...]


@dataclass(frozen=True)
class Work:
    """An assessment with its explored factors and how many were not; or a plan with all that is in it."""

    assessment: Assessment | None = None
    lines: tuple[Line, ...] = ()
    not_explored: tuple[str, ...] = ()
    plan: Plan | None = None
    reasons: tuple[tuple[str, str], ...] = ()


def work(item: Item, *, of: YoungPerson, by: Actor) -> Work:
    """What was drawn, whole, as it stands now. Raises ``NotAllowed`` where casework is not *by*'s to see."""
    return _assessment(item, of, by) if item.assessment_id else _plan(item, of, by)


def _assessment(item: Item, of: YoungPerson, by: Actor) -> Work:
    assert item.assessment is not None
    profile = assessments.profiles(of=of, by=by, which=[item.assessment])[0]
    profile = assessments.with_evidence(profile, of=of, by=by)
    form, lines, left = profile.form, [], []
    needs = set(profile.needs)
    for factor in form.factors:
        rating = profile.ratings.get(factor.number)
        if rating is None or (rating.adviser_level is None and rating.young_person_level is None):
            left.append(factor.name)
            continue
        levels = form.level(rating.adviser_level), form.level(rating.young_person_level)
        rests_on = tuple(profile.evidence.get(factor.number, ()))
        lines.append(
            Line(f"{factor.number} {factor.name}", *levels, factor.number in needs, rating, rests_on)
        )
    return Work(assessment=item.assessment, lines=tuple(lines), not_explored=tuple(left))


def _plan(item: Item, of: YoungPerson, by: Actor) -> Work:
    found = next(one for one in plans.plans_of(of=of, by=by) if one.pk == item.plan_id)
    names: dict[int, str] = {}
    if found.reasons.all() and found.assessment is not None:
        form = assessments.form(found.assessment.form_id)
        names = {factor.number: factor.name for factor in form.factors}
    reasons = tuple(
        (names.get(one.factor, f"Factor {one.factor}"), one.reason) for one in found.reasons.all()
    )
    return Work(plan=found, reasons=reasons)
