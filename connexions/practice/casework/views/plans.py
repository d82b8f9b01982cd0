"""The plan: goals in the young person's own words, and their agreement to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design import documents
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import plans
from connexions.practice.casework.forms.plans import AgreeForm, CloseForm, GoalForm, ReasonForm
from connexions.practice.casework.models import Plan
from connexions.practice.casework.presenters import paper
from connexions.practice.casework.presenters import plan as shown
from connexions.practice.casework.queries import assessments
from connexions.practice.casework.queries import plans as queries
from connexions.practice.casework.rules import without_goal
from connexions.registers.people.opening import Opened, opened

NO_PLAN = "There is no open plan: add a goal to begin one."


@open_to(permissions.READERS)
def whole(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """The plan on one page, with the needs it does not answer yet."""
    record = opened(request, young_person_id, page="casework.plan")
    return _page(record)


def _page(record: Opened, status: int = 200, **more: Any) -> HttpResponse:
    person, by = record.young_person, record.by
    every = queries.plans_of(of=person, by=by)
    plan = next((one for one in every if one.status != Plan.Status.CLOSED), None)
    finished = assessments.finished(assessments.assessments_of(of=person, by=by))[:2]
    profiles = assessments.profiles(of=person, by=by, which=finished)
    form = assessments.form(finished[0].form_id) if finished else None
    goals = shown.goals(plan, of=person, on=record.on, form=form, profiles=profiles) if plan else []
    told = {
        "plan": plan,
        "heading": shown.heading(plan) if plan else "",
        "goals": goals,
        "reasons": _reasons(plan, form),
        "missing": _missing(plan, profiles, form),
        "latest": finished[0] if finished else None,
        "owners": shown.who_does_what(goals),
        "may_agree": bool(plan and plan.status in (Plan.Status.DRAFT, Plan.Status.CHANGED)),
        "closed": [one for one in every if one.status == Plan.Status.CLOSED],
        "agreeing": None,
    }
    return record.page("casework/plan.html", "plan", status=status, **(told | more))


@open_to(permissions.READERS)
def on_paper(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """The plan as it stands, as a PDF; ``?large`` in large print."""
    record = opened(request, young_person_id, page="casework.plan_on_paper")
    plan, person = _open_plan(record), record.young_person
    finished = assessments.finished(assessments.assessments_of(of=person, by=record.by))[:1]
    form = assessments.form(finished[0].form_id) if finished else None
    told = paper.plan(
        plan,
        of=person,
        heading=shown.heading(plan),
        goals=shown.goals(plan, of=person, on=record.on, form=None, profiles=[]),
        reasons=_reasons(plan, form),
        partnership=record.by.partnership_name,
    )
    large = "large" in request.GET
    made = documents.pdf(template="casework/plan.typ", told=told, large=large)
    return documents.download(made, name="plan-large-print" if large else "plan")


def _missing(
    plan: Plan | None, profiles: list[assessments.Profile], form: assessments.Form | None
) -> list[tuple[int, str, str]]:
    """The needs without a goal: (factor, name, level in words)."""
    if not profiles or form is None:
        return []
    goals = [goal.factors for goal in plan.goals.all()] if plan else []
    reasons = [one.factor for one in plan.reasons.all()] if plan else []
    rated = profiles[0].rated
    found = []
    for number in without_goal(needs=profiles[0].needs, goals=goals, reasons=reasons):
        factor = form.factor(number)
        name = factor.name if factor else str(number)
        found.append((number, name, form.level(rated[number].level).lower()))
    return found


def _reasons(plan: Plan | None, form: assessments.Form | None) -> list[tuple[str, str]]:
    if plan is None or form is None:
        return []
    named = {factor.number: factor.name for factor in form.factors}
    return [(named.get(one.factor, str(one.factor)), one.reason) for one in plan.reasons.all()]


@open_to(permissions.CASEWORKERS)
def goal(request: HttpRequest, young_person_id: UUID, goal_id: UUID | None = None) -> HttpResponse:
    """Add a goal, or say one otherwise; the first begins the plan."""
    record = opened(request, young_person_id, page="casework.plan", writes=True)
    person, by = record.young_person, record.by
    existing = queries.goal(goal_id=goal_id, of=person, by=by) if goal_id else None
    key = f"goal:{goal_id or young_person_id}"
    choices = _factors(record)
    answers = request.GET.get("need", "")
    initial: dict[str, Any] = {"factors": [int(answers)] if answers.isdecimal() else [], "version": 0}
    if existing:
        initial = {"words": existing.words, "factors": existing.factors, "version": existing.version}
    form = asked(request, GoalForm, key=key, by=by, factors=choices, initial=initial)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "existing": existing, "draft": key}
        return record.page("casework/goal.html", "plan", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        if existing:
            version = told["version"] or 0
            plans.change_goal(
                goal=existing, words=told["words"], factors=told["factors"], version=version, by=by
            )
            messages.success(request, "The goal is changed.")
            return
        plan = queries.open_plan(of=person, by=by) or plans.start(young_person=person, on=record.on, by=by)
        plans.add_goal(plan=plan, words=told["words"], factors=told["factors"], by=by)
        messages.success(request, "The goal is added. Now a step towards it: who does what, by when?")

    back = _home(young_person_id)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


def _factors(record: Opened) -> list[tuple[int, str]]:
    """The factors a goal may answer, needs first, each with how it stands."""
    finished = assessments.finished(assessments.assessments_of(of=record.young_person, by=record.by))[:1]
    if not finished:
        return []
    profile = assessments.profiles(of=record.young_person, by=record.by, which=finished)[0]
    form = assessments.form(finished[0].form_id)
    needs = set(profile.needs)
    ordered = sorted(form.factors, key=lambda one: (one.number not in needs, one.number))
    levels = {number: rated.level for number, rated in profile.rated.items()}
    return [(one.number, f"{one.name}: {form.level(levels.get(one.number)).lower()}") for one in ordered]


@open_to(permissions.CASEWORKERS)
def reason(request: HttpRequest, young_person_id: UUID, factor: int) -> HttpResponse:
    """Say why a need has no goal yet."""
    record = opened(request, young_person_id, page="casework.plan", writes=True)
    person, by, key = record.young_person, record.by, f"no-goal:{young_person_id}:{factor}"
    form = asked(request, ReasonForm, key=key, by=by)
    named = dict(_factors(record))

    def show(status: int) -> HttpResponse:
        told = {"form": form, "need": named.get(factor, f"Factor {factor}"), "draft": key}
        return record.page("casework/no_goal.html", "plan", status=status, **told)

    if factor not in named:
        raise NotPossible(f"There is no factor {factor} in the latest assessment.")
    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        plan = queries.open_plan(of=person, by=by) or plans.start(young_person=person, on=record.on, by=by)
        plans.say_why_no_goal(plan=plan, factor=factor, reason=told["reason"], on=record.on, by=by)

    back = _home(young_person_id)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.CASEWORKERS)
def agree(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Read the plan together, and agree to it."""
    record = opened(request, young_person_id, page="casework.plan", writes=True)
    plan, back = _open_plan(record), _home(young_person_id)
    key = f"plan:{plan.pk}:agree"
    initial = {"how": Plan.Agreement.ON_PAGE, "version": plan.version}
    form = asked(request, AgreeForm, key=key, by=record.by, initial=initial)

    def show(status: int) -> HttpResponse:
        return _page(record, status=status, agreeing=form)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        plans.agree(
            plan=plan, on=record.on, how=Plan.Agreement(told["how"]), version=told["version"], by=record.by
        )
        messages.success(request, f"Agreed with {record.young_person.known_as}.")

    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)


@open_to(permissions.CASEWORKERS)
def close(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Close the plan, with how it ended."""
    record = opened(request, young_person_id, page="casework.plan", writes=True)
    plan, back = _open_plan(record), _home(young_person_id)
    key = f"plan:{plan.pk}:close"
    form = asked(request, CloseForm, key=key, by=record.by)

    def show(status: int) -> HttpResponse:
        return record.page("casework/plan_close.html", "plan", status=status, form=form, draft=key)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        plans.close(plan=plan, on=record.on, summary=told["summary"], by=record.by)
        messages.success(request, "The plan is closed. What was done and dropped stays here.")

    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)


def _open_plan(record: Opened) -> Plan:
    plan = queries.open_plan(of=record.young_person, by=record.by)
    if plan is None:
        raise NotPossible(NO_PLAN)
    return plan


def _home(young_person_id: UUID) -> str:
    return reverse("casework:plan", args=[young_person_id])
