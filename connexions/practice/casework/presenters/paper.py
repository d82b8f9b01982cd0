"""A plan on paper, in the young person's hand: what its template is told."""

from typing import Any

from connexions.ground.design import words
from connexions.practice.casework.models import Edition, Plan
from connexions.practice.casework.presenters.agreement import agreed_by, read_out, seen_by
from connexions.registers.people.models import YoungPerson


def plan(
    plan: Plan, told: dict[str, Any], *, of: YoungPerson, heading: str, partnership: str
) -> dict[str, Any]:
    """The plan as it stands now: to be signed where it is not agreed."""
    agreed = plan.status == Plan.Status.AGREED
    adviser = plan.agreed_by.name if plan.agreed_by else told["adviser"]
    yes = f"Yes: {of.known_as} and {adviser}, {words.day(plan.agreed_on)}."
    return _paper(told, of, partnership) | {
        "standing": heading,
        "agreed": yes if agreed else "Not yet. Sign here if you both agree.",
        "sign": [] if agreed else [of.known_as, told["adviser"]],
    }


def edition(edition: Edition, *, of: YoungPerson, partnership: str) -> dict[str, Any]:
    """What was agreed, as it was agreed."""
    said = f" {edition.told['young_person']} said: “{edition.words}”" if edition.words else ""
    return _paper(edition.told, of, partnership) | {
        "standing": f"Edition {edition.number}, agreed on {words.day(edition.agreed_on)}.",
        "agreed": f"Yes: {agreed_by(edition)}.{said}",
        "sign": [],
    }


def _paper(told: dict[str, Any], of: YoungPerson, partnership: str) -> dict[str, Any]:
    helper = of.adviser.get_short_name() if of.adviser else "us"
    return {
        "title": f"{told['young_person']}’s plan",
        "foot": f"Connexions, {partnership}. This copy is yours.",
        "goals": read_out(told, own=False),
        "reasons": told["reasons"],
        "help": f"Something wrong, or changed? Tell {helper}.",
        "audience": f"Who can see this plan: you, {seen_by(of)}.",
    }
