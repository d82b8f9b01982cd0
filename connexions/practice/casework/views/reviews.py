"""Reviews: the day, and what was found on it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from connexions.ground.base.doors import open_to
from connexions.ground.design import words
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import reviews
from connexions.practice.casework.forms.reviews import DueForm, HoldForm
from connexions.practice.casework.models import Review
from connexions.practice.casework.presenters import review as shown
from connexions.practice.casework.queries import assessments
from connexions.practice.casework.queries import reviews as queries
from connexions.practice.casework.queries.staff import support_levels
from connexions.practice.casework.rules import next_review_on
from connexions.registers.people.opening import Opened, opened


@open_to(permissions.READERS)
def whole(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """The review to come, those held, and how far they have come."""
    record = opened(request, young_person_id, page="casework.review")
    every = queries.reviews_of(of=record.young_person, by=record.by)
    level = support_levels()[record.young_person.level_of_need]
    told: dict[str, Any] = {
        "due": next((one for one in every if one.held_on is None), None),
        "held": [one for one in every if one.held_on is not None],
        "overdue_on": record.on - timedelta(days=level.overdue_after_days),
        "level": level,
        "travelled": _travelled(record),
    }
    return record.page("casework/review.html", "review", **told)


def _travelled(record: Opened) -> shown.Travelled | None:
    """How far since the assessment before, and since the first."""
    finished = assessments.finished(assessments.assessments_of(of=record.young_person, by=record.by))
    if not finished:
        return None
    which = list({one.pk: one for one in (finished[0], *finished[1:2], finished[-1])}.values())
    profiles = assessments.profiles(of=record.young_person, by=record.by, which=which)
    return shown.travelled(profiles, assessments.form(finished[0].form_id))


@open_to(permissions.CASEWORKERS)
def set_due(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Set or move the day of the next review; the rule's day stands there to begin with."""
    record = opened(request, young_person_id, page="casework.review", writes=True)
    person, by, key = record.young_person, record.by, f"review:{young_person_id}:day"
    due = queries.due(of=person, by=by)
    level = support_levels()[person.level_of_need]
    by_rule = next_review_on(held_on=record.on, weeks=level.review_weeks)
    initial = {"due_on": due.due_on if due else by_rule, "version": due.version if due else 0}
    form = asked(request, DueForm, key=key, by=by, initial=initial)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "due": due, "level": level, "draft": key}
        return record.page("casework/review_set.html", "review", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        version = told["version"] or 0
        set_ = reviews.set_due(
            young_person=person, due_on=told["due_on"], on=record.on, by=by, version=version
        )
        messages.success(request, f"The review is set for {words.long_day(set_.due_on)}.")

    back = reverse("casework:review", args=[young_person_id])
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.CASEWORKERS)
def hold(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Hold the review: look at the wheel, say how things stand, decide."""
    record = opened(request, young_person_id, page="casework.review", writes=True)
    person, by = record.young_person, record.by
    due = queries.due(of=person, by=by)
    if due is None:
        return record.page("casework/review_none.html", "review")
    key = f"review:{due.pk}:hold"
    initial = {"version": due.version, "decision": Review.Decision.GO_ON}
    form = asked(request, HoldForm, key=key, by=by, level=person.level_of_need, initial=initial)

    def show(status: int) -> HttpResponse:
        every = assessments.assessments_of(of=person, by=by)
        finished = assessments.finished(every)
        told = {
            "form": form,
            "due": due,
            "open_assessment": assessments.open_one(every),
            "latest": finished[0] if finished else None,
            "travelled": _travelled(record),
            "draft": key,
        }
        return record.page("casework/review_hold.html", "review", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        reviews.hold(review=due, on=record.on, by=by, **told)
        coming = queries.due(of=person, by=by)
        following = f" The next is on {words.long_day(coming.due_on)}." if coming else ""
        messages.success(request, f"The review is held.{following}")

    back = reverse("casework:review", args=[young_person_id])
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)
