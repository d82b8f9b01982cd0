"""Reviews: the day and why, and what was found on it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base.doors import open_to
from connexions.ground.design import words
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import exemptions, reviews
from connexions.practice.casework.forms.reviews import DueForm, ExemptionForm, HoldForm, StepLookForm
from connexions.practice.casework.models import Assessment, Reason, Review, StepLook
from connexions.practice.casework.presenters import review as shown
from connexions.practice.casework.queries import assessments, editions, endings, plans, transitions
from connexions.practice.casework.queries import reviews as queries
from connexions.practice.casework.queries.support import support_levels
from connexions.registers.people.opening import Opened, opened


@open_to(permissions.READERS)
def whole(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """The review to come and why it is due then, those held, what is ahead, and how far they have come."""
    reads = (*queries.REVIEWS, endings.ENDINGS, assessments.ASSESSMENTS, *transitions.TRANSITIONS)
    record = opened(request, young_person_id, page="casework.review", reads=reads)
    person, by = record.young_person, record.by
    every = queries.reviews_of(of=person, by=by)
    level = support_levels(on=record.on)[person.level_of_need]
    ended = endings.endings_of(of=person, by=by)
    told: dict[str, Any] = {
        "due": next((one for one in every if one.held_on is None), None),
        "held": [one for one in every if one.held_on is not None],
        "overdue_on": record.on - timedelta(days=level.overdue_after_days),
        "level": level,
        "travelled": _travelled(record, assessments.assessments_of(of=person, by=by)),
        "exemption": queries.exemption(of=person, on=record.on, by=by),
        "endings": ended,
        "support": endings.state_of(ended[0] if ended else None),
        "changes": transitions.transitions_of(of=person, by=by),
        "may_decide": by.role in permissions.MANAGERS and record.sight.may_write(permissions.PART),
        "present": dict(Review.Present.choices),
    }
    return record.page("casework/review.html", "review", **told)


def _travelled(record: Opened, every: list[Assessment]) -> shown.Travelled | None:
    """How far since the assessment before, and since the first."""
    finished = assessments.finished(every)
    if not finished:
        return None
    which = list({one.pk: one for one in (finished[0], *finished[1:2], finished[-1])}.values())
    profiles = assessments.profiles(of=record.young_person, by=record.by, which=which)
    return shown.travelled(profiles, assessments.form(finished[0].form_id))


@open_to(permissions.CASEWORKERS)
def set_due(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Set or move the day of the next review by hand."""
    record = opened(request, young_person_id, page="casework.review", writes=True)
    person, by, key = record.young_person, record.by, f"review:{young_person_id}:day"
    due = queries.due(of=person, by=by)
    initial = {"due_on": due.due_on if due else None, "version": due.version if due else 0}
    form = asked(request, DueForm, key=key, by=by, initial=initial)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "due": due, "draft": key}
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
    """Hold the review: look at the wheel and the steps, say how things stand, decide."""
    record = opened(request, young_person_id, page="casework.review", writes=True)
    person, by = record.young_person, record.by
    review = _asked_for(request, record)
    if review is None:
        return record.page("casework/review_none.html", "review")
    key = f"review:{review.pk}:hold"
    reasons = editions.reasons(kind=Reason.Kind.ENDING, by=by, on=record.on)
    initial = {
        "review": review.pk,
        "version": review.version,
        "decision": Review.Decision.GO_ON,
        "held_on": record.on,
        "present": [Review.Present.YOUNG_PERSON, Review.Present.ADVISER],
    }
    form = asked(
        request, HoldForm, key=key, by=by, level=person.level_of_need, reasons=reasons, initial=initial
    )

    def show(status: int) -> HttpResponse:
        every = assessments.assessments_of(of=person, by=by)
        finished = assessments.finished(every)
        plan = plans.open_plan(of=person, by=by)
        looks = {one.step_id: one for one in queries.looks(of=review)}
        told = {
            "form": form,
            "due": review,
            "plan": plan,
            "steps": shown.steps_to_look_at(plan, looks),
            "open_assessment": assessments.open_one(every),
            "latest": finished[0] if finished else None,
            "travelled": _travelled(record, every),
            "draft": key,
        }
        return record.page("casework/review_hold.html", "review", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        told.pop("review")
        held = reviews.hold(review=review, on=record.on, by=by, **told)
        messages.success(request, _said(held, record))

    back = reverse("casework:review", args=[young_person_id])
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


def _asked_for(request: HttpRequest, record: Opened) -> Review | None:
    """The review that was on the screen, though somebody may have held it since; else the one to come."""
    given = request.POST.get("review", "")
    try:
        return queries.review(review_id=UUID(given), of=record.young_person, by=record.by)
    except ValueError:
        return queries.due(of=record.young_person, by=record.by)


def _said(held: Review, record: Opened) -> str:
    coming = queries.due(of=record.young_person, by=record.by)
    if coming:
        return f"The review is held. The next is on {words.long_day(coming.due_on)}: {coming.because}."
    if held.decision == Review.Decision.CLOSE:
        return "The review is held, and support ends."
    return "The review is held."


@open_to(permissions.CASEWORKERS)
def step(request: HttpRequest, young_person_id: UUID, step_id: UUID) -> HttpResponse:
    """Look at one step in the review that is being held."""
    record = opened(request, young_person_id, page="casework.review", writes=True)
    person, by = record.young_person, record.by
    one = plans.step(step_id=step_id, of=person, by=by)
    review = queries.due(of=person, by=by)
    if review is None:
        return record.page("casework/review_none.html", "review")
    key = f"review:{review.pk}:{one.pk}"
    found = request.GET.get("found", StepLook.Found.NEW_DAY)
    initial = {"version": one.version, "found": found}
    form = asked(request, StepLookForm, key=key, by=by, initial=initial)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "step": one, "draft": key}
        return record.page("casework/review_step.html", "review", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        reviews.look_at_step(review=review, step=one, on=record.on, by=by, **told)

    back = reverse("casework:review_hold", args=[young_person_id]) + "#steps"
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.CASEWORKERS)
def exempt(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """No review until a day, because."""
    record = opened(request, young_person_id, page="casework.review", writes=True)
    person, by, key = record.young_person, record.by, f"review:{young_person_id}:exempt"
    reasons = editions.reasons(kind=Reason.Kind.EXEMPTION, by=by, on=record.on)
    form = asked(request, ExemptionForm, key=key, by=by, reasons=reasons)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "due": queries.due(of=person, by=by), "draft": key}
        return record.page("casework/review_exempt.html", "review", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        given = exemptions.give(young_person=person, on=record.on, by=by, **told)
        messages.success(request, f"No review until {words.long_day(given.until_on)}.")

    back = reverse("casework:review", args=[young_person_id])
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@require_POST
@open_to(permissions.CASEWORKERS)
def exempt_end(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """The exemption no longer holds."""
    record = opened(request, young_person_id, page="casework.review", writes=True)
    exemption = queries.exemption(of=record.young_person, on=record.on, by=record.by)
    if exemption is not None:
        exemptions.end(exemption=exemption, on=record.on, by=record.by)
        messages.success(request, "The exemption has ended: the review is due as it would have been.")
    return redirect("casework:review", young_person_id)
