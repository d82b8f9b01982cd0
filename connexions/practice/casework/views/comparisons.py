"""Any two assessments side by side, and the way through all of them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from connexions.ground.base.doors import open_to
from connexions.ground.design import words
from connexions.ground.design.wheel import Spoke, wheel
from connexions.practice.casework import permissions
from connexions.practice.casework.models import Assessment
from connexions.practice.casework.presenters import assessment as shown
from connexions.practice.casework.presenters import comparison
from connexions.practice.casework.queries import assessments as queries
from connexions.practice.casework.queries.assessments import Profile
from connexions.practice.casework.rules import Rated
from connexions.registers.people.opening import Opened, opened


@open_to(permissions.READERS)
def compare(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """The first and the last, or any two that are asked for."""
    record = opened(request, young_person_id, page="casework.assessment")
    every = queries.assessments_of(of=record.young_person, by=record.by)
    done = queries.finished(every)[::-1]
    if len(done) < 2:
        return record.page("casework/assessment_compare_none.html", "assessment", number=len(done))
    first, second = _two(record, done)
    profiles = queries.profiles(of=record.young_person, by=record.by, which=done)
    of = {one.assessment.pk: one for one in profiles}
    found = comparison.compared(of[first.pk], of[second.pk])
    alike = comparison.alike(profiles)
    told: dict[str, Any] = {
        "done": done,
        "first": first,
        "second": second,
        "found": found,
        "said": shown.said(found.distance),
        "first_wheel": _drawn(of[first.pk], record, "first"),
        "second_wheel": _drawn(of[second.pk], record, "second"),
        "alike": alike,
        "left_out": len(profiles) - len(alike),
        "ways": comparison.ways(alike) if len(alike) > 1 else [],
    }
    return record.page("casework/assessment_compare.html", "assessment", **told)


def _two(record: Opened, done: list[Assessment]) -> tuple[Assessment, Assessment]:
    """The two that are asked for, the earlier first; the first and the last where they are not there."""
    by_key = {str(one.pk): one for one in done}
    first = by_key.get(record.request.GET.get("first", ""), done[0])
    second = by_key.get(record.request.GET.get("second", ""), done[-1])
    if first == second:
        first, second = (done[0], second) if second != done[0] else (second, done[-1])
    return (first, second) if done.index(first) < done.index(second) else (second, first)


def _drawn(profile: Profile, record: Opened, key: str) -> str:
    person = record.young_person
    rated = profile.rated
    spokes = [
        Spoke(
            label=one.name,
            group=one.group,
            adviser=rated.get(one.number, Rated()).adviser,
            young_person=rated.get(one.number, Rated()).young_person,
        )
        for one in profile.form.factors
    ]
    return wheel(
        spokes,
        scale=[str(level["short"]) for level in profile.form.scale],
        title=f"{person.known_as}’s wheel, {words.day(profile.assessment.started_on)}",
        who=person.known_as,
        key=key,
    )
