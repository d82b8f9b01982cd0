"""Assessments of one young person, with what was rated and what it rests on."""

from dataclasses import dataclass, field, replace

from connexions.ground.base.acting import Actor
from connexions.practice.casework import rules
from connexions.practice.casework.models import Assessment, Contact, Evidence, Rating, Sitting
from connexions.practice.casework.queries.assessment_forms import Form, form
from connexions.practice.casework.rules import Rated
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

__all__ = ["Form", "Profile", "assessments_of", "finished", "form", "open_one", "profiles"]
FROM_THE_RECORD = 30  # contacts offered as evidence


@dataclass(frozen=True)
class Profile:
    """One assessment, its ratings by factor and what each rests on."""

    assessment: Assessment
    ratings: dict[int, Rating]
    evidence: dict[int, list[Evidence]] = field(default_factory=dict)
    set_aside: tuple[Rating, ...] = ()  # on factors that its form no longer has

    @property
    def form(self) -> Form:
        """What it was made with."""
        return form(self.assessment.form_id)

    @property
    def rated(self) -> dict[int, Rated]:
        return {
            factor: Rated(one.adviser_level, one.young_person_level) for factor, one in self.ratings.items()
        }

    def rests_on(self, factor: int) -> str:
        """What a factor's rating rests on, one thing a line."""
        return "\n".join(one.words for one in self.evidence.get(factor, ()))

    @property
    def needs(self) -> list[int]:
        """The factors that want a goal."""
        return rules.needs(self.rated, at_most=self.form.need_at_most)


def assessments_of(*, of: YoungPerson, by: Actor) -> list[Assessment]:
    """Every assessment of a young person, the latest first."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found = Assessment.objects.filter(young_person=of).select_related("made_by")
    return list(found.order_by("-started_on", "-id"))


def profiles(*, of: YoungPerson, by: Actor, which: list[Assessment]) -> list[Profile]:
    """These assessments with their ratings, in the same order; one query."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    ratings: dict[object, dict[int, Rating]] = {one.pk: {} for one in which}
    aside: dict[object, list[Rating]] = {one.pk: [] for one in which}
    for rating in Rating.whole.filter(assessment__in=which, young_person=of):
        if rating.set_aside:
            aside[rating.assessment_id].append(rating)
        else:
            ratings[rating.assessment_id][rating.factor] = rating
    return [Profile(one, ratings[one.pk], set_aside=tuple(aside[one.pk])) for one in which]


def with_evidence(profile: Profile, *, of: YoungPerson, by: Actor) -> Profile:
    """The same with what each rating rests on, the earliest first; one query."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found: dict[int, list[Evidence]] = {}
    rests_on = Evidence.objects.filter(assessment=profile.assessment, young_person=of)
    for one in rests_on.select_related("added_by", "contact").order_by("said_on", "id"):
        found.setdefault(one.factor, []).append(one)
    return replace(profile, evidence=found)


def sittings(assessment: Assessment, *, of: YoungPerson, by: Actor) -> list[Sitting]:
    """The meetings at which it was worked on, the first first."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found = Sitting.objects.filter(assessment=assessment, young_person=of)
    return list(found.select_related("recorded_by").order_by("held_on"))


def contacts_to_rest_on(*, of: YoungPerson, by: Actor) -> list[Contact]:
    """The latest contacts in which somebody was reached, to pick what a rating rests on."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found = Contact.objects.filter(young_person=of).exclude(outcome__in=Contact.FAILED).exclude(note="")
    return list(found.select_related("recorded_by").order_by("-at")[:FROM_THE_RECORD])


def finished(assessments: list[Assessment]) -> list[Assessment]:
    """Those of them that are finished, in the same order."""
    return [one for one in assessments if one.finished_at is not None]


def open_one(assessments: list[Assessment]) -> Assessment | None:
    """The one still open, if any."""
    return next((one for one in assessments if one.finished_at is None), None)
