"""How far somebody has come, factor by factor and in all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from connexions.practice.casework.models import Plan, Step, StepLook
from connexions.practice.casework.presenters.assessment import distance, said
from connexions.practice.casework.queries.assessments import Form, Profile
from connexions.practice.casework.rules import Rated


@dataclass(frozen=True)
class Way:
    """One factor's way: the level at first, the time before, and now, in words; and how far since the
    first."""

    name: str
    first: str
    before: str
    now: str
    moved: int | None


@dataclass(frozen=True)
class Travelled:
    """Distance travelled; *ways* holds only factors that were rated at some time."""

    first_on: date
    before_on: date | None
    now_on: date
    ways: list[Way]
    since_first: str
    since_before: str
    in_all: int

    @property
    def is_first(self) -> bool:
        """Whether there is only one assessment, so that nothing has been travelled yet."""
        return self.before_on is None


def travelled(profiles: list[Profile], form: Form) -> Travelled:
    """From the latest, the one before and the first (each once, in this order)."""
    now, first = profiles[0], profiles[-1]
    before = profiles[1] if len(profiles) > 1 else None
    from_first = distance(first, now)
    ways = [
        Way(
            factor.name,
            _level(form, first, factor.number),
            _level(form, before, factor.number) if before else "",
            _level(form, now, factor.number),
            from_first.moved.get(factor.number) if before else None,
        )
        for factor in form.factors
        if any(factor.number in one.ratings for one in profiles)
    ]
    return Travelled(
        first.assessment.started_on,
        before.assessment.started_on if before else None,
        now.assessment.started_on,
        ways,
        said(from_first) if before else "",
        said(distance(before, now)) if before else "",
        from_first.in_all,
    )


def _level(form: Form, profile: Profile, number: int) -> str:
    return form.level(profile.rated.get(number, Rated()).adviser)


@dataclass(frozen=True)
class Looked:
    """A step of the plan as it is looked at in a review."""

    goal: str
    step: Step
    look: StepLook | None
    is_open: bool


def steps_to_look_at(plan: Plan | None, looks: Mapping[UUID, StepLook]) -> list[Looked]:
    """The steps that were open as the review began: those still to be looked at, and those looked at."""
    if plan is None:
        return []
    every = [
        Looked(goal.words, step, looks.get(step.pk), step.status in (Step.Status.TO_DO, Step.Status.STARTED))
        for goal in plan.goals.all()
        for step in goal.steps.all()
    ]
    return [one for one in every if one.is_open or one.look]
