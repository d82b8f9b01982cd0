"""Assessments of one young person, with what was rated."""

from dataclasses import dataclass
from functools import cache

from connexions.ground.base.acting import Actor
from connexions.practice.casework import rules
from connexions.practice.casework.models import Assessment, AssessmentForm, Factor, Rating
from connexions.practice.casework.rules import Rated
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part


@dataclass(frozen=True)
class Form:
    """A version of the form, whole: its factors in order and its scale from weakest to strongest."""

    version: int
    need_at_most: int
    scale: tuple[dict[str, str | int], ...]
    factors: tuple[Factor, ...]

    def factor(self, number: int) -> Factor | None:
        return next((one for one in self.factors if one.number == number), None)

    def level(self, number: int | None) -> str:
        """The level's name; "Not explored" for none."""
        found = next((str(one["label"]) for one in self.scale if one["level"] == number), None)
        return found or "Not explored"


@dataclass(frozen=True)
class Profile:
    """One assessment and its ratings by factor."""

    assessment: Assessment
    ratings: dict[int, Rating]

    @property
    def rated(self) -> dict[int, Rated]:
        return {
            factor: Rated(one.adviser_level, one.young_person_level) for factor, one in self.ratings.items()
        }

    @property
    def needs(self) -> list[int]:
        """The factors that want a goal."""
        return rules.needs(self.rated, at_most=form(self.assessment.form_id).need_at_most)


@cache
def form(version: int) -> Form:
    """A form by its version. Forms never change, so one that was read is kept."""
    found = AssessmentForm.objects.prefetch_related("factors").get(version=version)
    return Form(found.version, found.need_at_most, tuple(found.scale), tuple(found.factors.all()))


def assessments_of(*, of: YoungPerson, by: Actor) -> list[Assessment]:
    """Every assessment of a young person, the latest first."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found = Assessment.objects.filter(young_person=of).select_related("made_by")
    return list(found.order_by("-started_on", "-id"))


def profiles(*, of: YoungPerson, by: Actor, which: list[Assessment]) -> list[Profile]:
    """These assessments with their ratings, in the same order; one query."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    ratings: dict[object, dict[int, Rating]] = {one.pk: {} for one in which}
    for rating in Rating.objects.filter(assessment__in=which, young_person=of):
        ratings[rating.assessment_id][rating.factor] = rating
    return [Profile(one, ratings[one.pk]) for one in which]


def finished(assessments: list[Assessment]) -> list[Assessment]:
    """Those of them that are finished, in the same order."""
    return [one for one in assessments if one.finished_at is not None]


def open_one(assessments: list[Assessment]) -> Assessment | None:
    """The one still open, if any."""
    return next((one for one in assessments if one.finished_at is None), None)
