"""The page of one assessment: the wheel, the table, and, while it is open, the factor being rated."""

from typing import Any

from django.http import HttpResponse

from connexions.ground.design import words
from connexions.ground.design.asking import asked
from connexions.ground.design.wheel import wheel
from connexions.practice.casework.forms.assessments import RatingForm
from connexions.practice.casework.models import Assessment, Rating
from connexions.practice.casework.presenters import assessment as shown
from connexions.practice.casework.queries import assessment_forms, plans
from connexions.practice.casework.queries import assessments as queries
from connexions.practice.casework.queries.assessments import Form, Profile
from connexions.practice.casework.rules import Distance
from connexions.registers.people.opening import Opened
from connexions.registers.people.sight import Part

PANEL = "#rate"  # where the factor being rated stands on the page
KEPT = ("young_person_level", "adviser_level", "difference", "strengths", "not_explored")


def page(
    record: Opened,
    every: list[Assessment],
    found: Assessment,
    *,
    number: int | None = None,
    form: RatingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page; *form* is what was sent and refused, for factor *number*."""
    person, by = record.young_person, record.by
    earlier = [each for each in queries.finished(every) if _comes_before(each, found)]
    behind = _behind(record, earlier)
    first = earlier[-1] if len(earlier) > 1 else None
    which = {each.pk: each for each in (found, behind, first) if each is not None}
    profiles = {
        each.assessment.pk: each for each in queries.profiles(of=person, by=by, which=[*which.values()])
    }
    profile = queries.with_evidence(profiles[found.pk], of=person, by=by)
    before = profiles[behind.pk] if behind else None
    on_form = queries.form(found.form_id)
    rows = shown.rows(on_form, profile, before, plans.answered(of=person, by=by))
    rating = _rated_now(record, found, profile, on_form, number)
    moved = shown.distance(before, profile) if before else None
    told: dict[str, Any] = {
        "assessment": found,
        "before": behind,
        "earlier": earlier,
        "others": [each for each in every if each.pk != found.pk],
        "behind_choices": _behind_choices(earlier, behind),
        "place": shown.ordinal(len(earlier) + 1),
        "form_used": on_form,
        "rows": rows,
        "grouped": shown.grouped(rows),
        "progress": shown.progress(rows),
        "said": [row for row in rows if row.is_in_words],
        "wheel_drawn": wheel(
            shown.spokes(rows, before if moved and not moved.other_scale else None, rating=rating),
            scale=[str(level["short"]) for level in on_form.scale],
            title=f"{person.known_as}’s wheel, {words.day(found.started_on)}",
            who=person.known_as,
        ),
        "without_goal": [row for row in rows if row.is_open_need],
        "moved": moved,
        "moved_said": shown.said(moved) if moved else "",
        "first": first,
        "since_first": shown.said(shown.distance(profiles[first.pk], profile)) if first else "",
        "stands_out": _stands_out(rows, moved, behind, person.known_as),
        "sittings": _sittings(profile, on_form),
        "newer": _newer(record, found, on_form, profile),
        "set_aside": profile.set_aside,
        "form": None,
        "is_open": found.finished_at is None,
        "is_latest": found.pk == every[0].pk,
    }
    if rating is not None:
        factor = on_form.factor(rating)
        assert factor is not None
        form = form or _rating_form(record, found, profile.ratings.get(rating), on_form, rating)
        told |= {"form": form, "factor": factor, "draft": draft_key(found, rating)}
        told |= {"previous": on_form.before(factor), "following": on_form.after(factor)}
        told |= {"rests_on": profile.evidence.get(rating, [])}
    return record.page("casework/assessment.html", "assessment", status=status, **told)


def draft_key(assessment: Assessment, number: int) -> str:
    """What is typed about a factor is kept under."""
    return f"assessment:{assessment.pk}:{number}"


def _behind(record: Opened, earlier: list[Assessment]) -> Assessment | None:
    """The earlier wheel that is drawn behind: the one asked for, none where none is wanted, else the latest."""
    asked_for = record.request.GET.get("behind", "")
    if asked_for == "none" or not earlier:
        return None
    return next((each for each in earlier if str(each.pk) == asked_for), earlier[0])


def _behind_choices(earlier: list[Assessment], behind: Assessment | None) -> list[dict[str, Any]]:
    """The earlier wheels that may be drawn behind this one, and none."""
    choices: list[dict[str, Any]] = [
        {"text": words.day(each.started_on), "href": f"?behind={each.pk}", "current": each == behind}
        for each in earlier[:6]
    ]
    return [*choices, {"text": "None", "href": "?behind=none", "current": behind is None}]


def _stands_out(
    rows: list[shown.Row], moved: Distance | None, before: Assessment | None, known_as: str
) -> list[shown.Standing]:
    since = words.short_day(before.started_on) if before else ""
    return shown.stands_out(rows, moved, since=since, known_as=known_as)


def _comes_before(one: Assessment, other: Assessment) -> bool:
    return (one.started_on, one.pk) < (other.started_on, other.pk)


def _sittings(profile: Profile, form: Form) -> list[dict[str, Any]]:
    """Each meeting, with the names of what was spoken of."""
    names = {each.number: each.name for each in form.factors}
    return [
        {"sitting": each, "factors": [names[number] for number in each.factors if number in names]}
        for each in profile.sittings
    ]


def _newer(record: Opened, found: Assessment, form: Form, profile: Profile) -> dict[str, Any] | None:
    """Where a newer form is there than an open assessment is made with: which, and what would become of it."""
    if found.finished_at is not None or not record.sight.may_write(Part.CASEWORK):
        return None
    newest = assessment_forms.in_use(by=record.by)
    if newest.id == form.id:
        return None
    gone = [each.name for each in form.factors if newest.factor(each.number) is None]
    return {
        "form": newest,
        "may_move": newest.measure.same_scale(form.measure),
        "kept": sum(1 for number in profile.ratings if newest.factor(number)),
        "gone": gone,
        "added": [each.name for each in newest.factors if form.factor(each.number) is None],
    }


def _rated_now(
    record: Opened, found: Assessment, profile: Profile, form: Form, number: int | None
) -> int | None:
    """The factor whose panel is shown: the one asked for, else the first not yet rated; none for a reader."""
    if found.finished_at is not None or not record.sight.may_write(Part.CASEWORK):
        return None
    if number is not None:
        return number
    left = [each.number for each in form.factors if each.number not in profile.ratings]
    return left[0] if left else form.factors[0].number


def _rating_form(
    record: Opened, found: Assessment, rating: Rating | None, form: Form, number: int
) -> RatingForm:
    initial: dict[str, Any] = {"version": 0, "said_on": record.on}
    if rating is not None:
        # "" is "not explored", chosen; none is a question nobody has answered yet.
        initial |= {name: "" if (value := getattr(rating, name)) is None else value for name in KEPT}
        initial["version"] = rating.version
    key = draft_key(found, number)
    return asked(record.request, RatingForm, key=key, by=record.by, scale=form.scale, initial=initial)
