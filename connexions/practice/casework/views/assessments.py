"""The wheel: looking at a young person's whole situation, factor by factor."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.ground.design import words
from connexions.ground.design.asking import answered, asked
from connexions.ground.design.wheel import wheel
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import assessments
from connexions.practice.casework.forms.assessments import FinishForm, RatingForm
from connexions.practice.casework.models import Assessment, Rating
from connexions.practice.casework.presenters import assessment as shown
from connexions.practice.casework.queries import assessments as queries
from connexions.practice.casework.queries import plans
from connexions.practice.casework.queries.assessments import Form, Profile
from connexions.practice.casework.rules import Distance, Rated
from connexions.registers.people.opening import Opened, opened
from connexions.registers.people.sight import Part

PANEL = "#rate"  # where the factor being rated stands on the page
FIELDS = ("young_person_level", "adviser_level", "difference", "evidence", "strengths")


@open_to(permissions.READERS)
def current(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """The assessment being made, at the first factor not yet rated; else the latest that was finished."""
    record = opened(request, young_person_id, page="casework.assessment")
    every = queries.assessments_of(of=record.young_person, by=record.by)
    if not every:
        return record.page("casework/assessment_none.html", "assessment")
    return _page(record, every, every[0])


@open_to(permissions.READERS)
def one(request: HttpRequest, young_person_id: UUID, assessment_id: UUID) -> HttpResponse:
    """An assessment as it was."""
    record = opened(request, young_person_id, page="casework.assessment")
    every = queries.assessments_of(of=record.young_person, by=record.by)
    found = next((each for each in every if each.pk == assessment_id), None)
    if found is None:
        raise Missing("There is no such assessment of this young person.")
    return _page(record, every, found)


@open_to(permissions.CASEWORKERS)
@require_POST
def start(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Begin another."""
    record = opened(request, young_person_id, page="casework.assessment", writes=True)
    try:
        assessments.start(
            young_person=record.young_person,
            on=record.on,
            by=record.by,
            with_young_person=request.POST.get("without") != "1",
        )
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("casework:assessment", young_person_id)


@open_to(permissions.CASEWORKERS)
def factor(request: HttpRequest, young_person_id: UUID, number: int) -> HttpResponse:
    """Rate one factor, and go on to the next."""
    record = opened(request, young_person_id, page="casework.assessment", writes=True)
    every = queries.assessments_of(of=record.young_person, by=record.by)
    found = queries.open_one(every)
    if found is None:
        raise NotPossible("No assessment is open: start one first.")
    on_form = queries.form(found.form_id)
    if on_form.factor(number) is None:
        raise Missing(f"There is no factor {number} on this form.")
    if request.method != "POST":
        return _page(record, every, found, number=number)
    key = _key(found, number)
    form = asked(request, RatingForm, key=key, by=record.by, scale=on_form.scale)

    def save(told: dict[str, Any]) -> None:
        version = told.pop("version") or 0
        assessments.rate(assessment=found, factor=number, version=version, by=record.by, **told)

    here = reverse("casework:assessment_factor", args=[young_person_id, number])
    go = _at(young_person_id, number + 1) + PANEL
    if number == len(on_form.factors):
        go = reverse("casework:assessment_finish", args=[young_person_id])
    return answered(
        request,
        form,
        key=key,
        by=record.by,
        save=save,
        go=here + PANEL if "stay" in request.POST else go,
        show=lambda status: _page(record, every, found, number=number, form=form, status=status),
        back=here,
    )


@open_to(permissions.CASEWORKERS)
def finish(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Sum up, finish, and go on to the plan."""
    record = opened(request, young_person_id, page="casework.assessment", writes=True)
    every = queries.assessments_of(of=record.young_person, by=record.by)
    found = queries.open_one(every)
    if found is None:
        raise NotPossible("No assessment is open: start one first.")
    key = f"assessment:{found.pk}:finish"
    form = asked(request, FinishForm, key=key, by=record.by, initial={"summary": found.summary})

    def show(status: int) -> HttpResponse:
        profile = queries.profiles(of=record.young_person, by=record.by, which=[found])[0]
        on_form = queries.form(found.form_id)
        left = [each for each in on_form.factors if not profile.rated.get(each.number, Rated()).is_explored]
        told = {
            "form": form,
            "assessment": found,
            "left": left,
            "needs": _needs(on_form, profile),
            "draft": key,
        }
        return record.page("casework/assessment_finish.html", "assessment", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        assessments.finish(assessment=found, at=clock.now(), by=record.by, summary=told["summary"])
        messages.success(
            request, "The assessment is finished. Now the plan: every need wants a goal or a reason."
        )

    plan = reverse("casework:plan", args=[young_person_id])
    return answered(
        request, form, key=key, by=record.by, save=save, go=plan, show=show, back=_at(young_person_id, 1)
    )


def _needs(form: Form, profile: Profile) -> list[str]:
    return [each.name for each in form.factors if each.number in profile.needs]


def _at(young_person_id: UUID, number: int) -> str:
    return reverse("casework:assessment_factor", args=[young_person_id, number])


def _key(assessment: Assessment, number: int) -> str:
    return f"assessment:{assessment.pk}:{number}"


def _page(
    record: Opened,
    every: list[Assessment],
    found: Assessment,
    *,
    number: int | None = None,
    form: RatingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The wheel, the table, and, while it is open, the factor being rated."""
    person, by = record.young_person, record.by
    earlier = [each for each in queries.finished(every) if _comes_before(each, found)]
    which = [found, *earlier[:1]] + ([earlier[-1]] if len(earlier) > 1 else [])
    profiles = queries.profiles(of=person, by=by, which=which)
    profile, before = profiles[0], (profiles[1] if earlier else None)
    on_form = queries.form(found.form_id)
    rows = shown.rows(on_form, profile, before, plans.answered(of=person, by=by))
    rating = _rated_now(record, found, profile, on_form, number)
    moved = shown.distance(before, profile) if before else None
    told: dict[str, Any] = {
        "assessment": found,
        "before": before.assessment if before else None,
        "earlier": earlier,
        "others": [each for each in every if each.pk != found.pk],
        "place": shown.ordinal(len(earlier) + 1),
        "form_used": on_form,
        "rows": rows,
        "grouped": shown.grouped(rows),
        "said": [row for row in rows if row.is_in_words],
        "wheel_drawn": wheel(
            shown.spokes(rows, before, rating=rating),
            scale=[str(level["short"]) for level in on_form.scale],
            title=f"{person.known_as}’s wheel, {words.day(found.started_on)}",
            who=person.known_as,
        ),
        "without_goal": [row for row in rows if row.is_open_need],
        "moved": moved,
        "moved_said": shown.said(moved) if moved else "",
        "first": earlier[-1] if len(earlier) > 1 else None,
        "since_first": shown.said(shown.distance(profiles[-1], profile)) if len(earlier) > 1 else "",
        "stands_out": _stands_out(rows, moved, before, person.known_as),
        "form": None,
        "is_open": found.finished_at is None,
        "is_latest": found.pk == every[0].pk,
    }
    if rating is not None:
        form = form or _rating_form(record, found, profile.ratings.get(rating), on_form, rating)
        told |= {"form": form, "factor": on_form.factor(rating), "draft": _key(found, rating)}
        told |= {"previous": on_form.factor(rating - 1), "following": on_form.factor(rating + 1)}
    return record.page("casework/assessment.html", "assessment", status=status, **told)


def _stands_out(
    rows: list[shown.Row], moved: Distance | None, before: Profile | None, known_as: str
) -> list[shown.Standing]:
    since = words.short_day(before.assessment.started_on) if before else ""
    return shown.stands_out(rows, moved, since=since, known_as=known_as)


def _comes_before(one: Assessment, other: Assessment) -> bool:
    return (one.started_on, one.pk) < (other.started_on, other.pk)


def _rated_now(
    record: Opened, found: Assessment, profile: Profile, form: Form, number: int | None
) -> int | None:
    """The factor whose panel is shown: the one asked for, else the first not yet rated; none for a reader."""
    if found.finished_at is not None or not record.sight.may_write(Part.CASEWORK):
        return None
    if number is not None:
        return number
    left = [each.number for each in form.factors if each.number not in profile.ratings]
    return left[0] if left else 1


def _rating_form(
    record: Opened, found: Assessment, rating: Rating | None, form: Form, number: int
) -> RatingForm:
    initial: dict[str, Any] = {"version": 0}
    if rating is not None:
        initial = {name: getattr(rating, name) for name in (*FIELDS, "version")}
    key = _key(found, number)
    return asked(record.request, RatingForm, key=key, by=record.by, scale=form.scale, initial=initial)
