"""Assessments of one young person, with what was rated and what it rests on."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept, Together, each
from connexions.practice.casework import rules
from connexions.practice.casework.models import Assessment, Contact, Evidence, Rating, Sitting
from connexions.practice.casework.queries.assessment_forms import Form, form
from connexions.practice.casework.rules import Rated
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.record import answers
from connexions.registers.people.sight import Part

__all__ = ["Form", "Profile", "assessments_of", "finished", "form", "open_one", "profiles"]
FROM_THE_RECORD = 30  # contacts offered as evidence

ASSESSMENTS: Kept[Assessment] = Kept(
    lambda one: (
        Assessment.objects.filter(young_person_id=one)
        .select_related("made_by")
        .order_by("-started_on", "-id")
    )
)
_ratings: Kept[Rating] = Kept(
    lambda one, many: Rating.whole.filter(assessment__in=each(many), young_person_id=one), takes=2
)
_evidence: Kept[Evidence] = Kept(
    lambda one, assessment: (
        Evidence.objects.filter(assessment_id=assessment, young_person_id=one)
        .select_related("added_by", "contact")
        .order_by("said_on", "id")
    ),
    takes=2,
)
_sittings: Kept[Sitting] = Kept(
    lambda one, assessment: (
        Sitting.objects.filter(assessment_id=assessment, young_person_id=one)
        .select_related("recorded_by")
        .order_by("held_on")
    ),
    takes=2,
)
_rests_on = Together(_evidence, _sittings)


@dataclass(frozen=True)
class Profile:
    """One assessment, its ratings by factor and what each rests on."""

    assessment: Assessment
    ratings: dict[int, Rating]
    evidence: dict[int, list[Evidence]] = field(default_factory=dict)
    set_aside: tuple[Rating, ...] = ()  # on factors that its form no longer has
    sittings: tuple[Sitting, ...] = ()

    @cached_property
    def form(self) -> Form:
        """What it was made with."""
        return form(self.assessment.form_id)

    @cached_property
    def rated(self) -> dict[int, Rated]:
        return {
            factor: Rated(one.adviser_level, one.young_person_level) for factor, one in self.ratings.items()
        }

    def rests_on(self, factor: int) -> str:
        """What a factor's rating rests on, one thing a line."""
        return "\n".join(one.words for one in self.evidence.get(factor, ()))

    @cached_property
    def needs(self) -> list[int]:
        """The factors that want a goal."""
        return rules.needs(self.rated, at_most=self.form.need_at_most)


def assessments_of(*, of: YoungPerson, by: Actor) -> list[Assessment]:
    """Every assessment of a young person, the latest first."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    return answers(of, ASSESSMENTS)[0]


def profiles(*, of: YoungPerson, by: Actor, which: list[Assessment]) -> list[Profile]:
    """These assessments with their ratings, in the same order; one query."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    ratings: dict[object, dict[int, Rating]] = {one.pk: {} for one in which}
    aside: dict[object, list[Rating]] = {one.pk: [] for one in which}
    for rating in _ratings.ask(of.pk, [one.pk for one in which]) if which else ():
        if rating.set_aside:
            aside[rating.assessment_id].append(rating)
        else:
            ratings[rating.assessment_id][rating.factor] = rating
    return [Profile(one, ratings[one.pk], set_aside=tuple(aside[one.pk])) for one in which]


def with_evidence(profile: Profile, *, of: YoungPerson, by: Actor) -> Profile:
    """The same with what each rating rests on, the earliest first, and with its meetings; one query."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found: dict[int, list[Evidence]] = {}
    evidence, sittings = _rests_on.ask(of.pk, profile.assessment.pk)
    for one in evidence:
        found.setdefault(one.factor, []).append(one)
    return replace(profile, evidence=found, sittings=tuple(sittings))


def sittings(assessment: Assessment, *, of: YoungPerson, by: Actor) -> list[Sitting]:
    """The meetings at which it was worked on, the first first."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    return _sittings.ask(of.pk, assessment.pk)


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
