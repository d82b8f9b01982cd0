"""The plan on its page and on paper, its agreement and its end."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from connexions.ground.base import clock
from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design import documents
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import plans
from connexions.practice.casework.forms.plans import AgreeForm, CloseForm, ReasonForm
from connexions.practice.casework.models import Plan
from connexions.practice.casework.presenters import agreement, paper
from connexions.practice.casework.presenters import plan as shown
from connexions.practice.casework.queries import agreements, assessments, standing
from connexions.practice.casework.queries import plans as queries
from connexions.practice.casework.queries.prompts import prompts
from connexions.practice.casework.rules import without_goal
from connexions.registers.papers import actions as papers
from connexions.registers.papers.models import Paper
from connexions.registers.people.opening import Opened, opened
from connexions.registers.people.sight import Part

NO_PLAN = "There is no open plan: add a goal to begin one."


@open_to(permissions.READERS)
def whole(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """The plan on one page, with the needs it does not answer yet."""
    reads = (*queries.PLANS, assessments.ASSESSMENTS, agreements.EDITIONS)
    record = opened(request, young_person_id, page="casework.plan", reads=reads)
    return _page(record)


def _page(record: Opened, status: int = 200, **more: Any) -> HttpResponse:
    person, by = record.young_person, record.by
    every = queries.plans_of(of=person, by=by)
    plan = next((one for one in every if one.status != Plan.Status.CLOSED), None)
    finished = assessments.finished(assessments.assessments_of(of=person, by=by))[:2]
    profiles = assessments.profiles(of=person, by=by, which=finished)
    form = assessments.form(finished[0].form_id) if finished else None
    asks = prompts(by=by) if record.sight.may_write(Part.CASEWORK) else None
    goals = (
        shown.goals(plan, of=person, on=record.on, form=form, profiles=profiles, asks=asks) if plan else []
    )
    may_agree = plan is not None and plan.status in (Plan.Status.DRAFT, Plan.Status.CHANGED)
    asking = agreements.asking_of(of=person, by=by) if may_agree else None
    kept = agreements.editions_of(of=person, by=by) if plan and plan.agreed_on else []
    told = {
        "plan": plan,
        "heading": shown.heading(plan) if plan else "",
        "goals": goals,
        "prompts": shown.whole_plan(plan, asks, of=person, on=record.on) if plan and asks else [],
        "reasons": _reasons(plan, form),
        "missing": _missing(plan, profiles, form),
        "latest": finished[0] if finished else None,
        "owners": shown.who_does_what(goals),
        "may_agree": may_agree,
        "editions": agreement.editions(kept, plan),
        "asking": agreement.asking(asking, known_as=person.known_as, at=clock.now()),
        "closed": [one for one in every if one.status == Plan.Status.CLOSED],
        "agreeing": None,
        "ordering": "order" in record.request.GET,
    }
    return record.page("casework/plan.html", "plan", status=status, **(told | more))


@open_to(permissions.READERS)
def on_paper(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """The plan as it stands, as a PDF; ``?large`` in large print."""
    record = opened(request, young_person_id, page="casework.plan_on_paper")
    plan, person, by = open_plan_of(record), record.young_person, record.by
    latest = standing.latest_finished(of=person, by=by)
    now = standing.standing(plan=plan, of=person, by=by, assessment=latest)
    told = paper.plan(plan, now, of=person, heading=shown.heading(plan), partnership=by.partnership_name)
    return pdf(request, told)


def pdf(request: HttpRequest, told: dict[str, Any]) -> HttpResponse:
    """A plan to keep, in large print where that is asked for."""
    large = "large" in request.GET
    made = documents.pdf(template="casework/plan.typ", told=told, large=large)
    return documents.download(made, name="plan-large-print" if large else "plan")


def _missing(
    plan: Plan | None, profiles: list[assessments.Profile], form: assessments.Form | None
) -> list[tuple[int, str, str]]:
    """The needs without a goal: (factor, name, level in words)."""
    if not profiles or form is None:
        return []
    goals = [goal.factors for goal in plan.goals.all() if goal.status != "dropped"] if plan else []
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


def factors_of(record: Opened) -> list[tuple[int, str]]:
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
    named = dict(factors_of(record))

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

    back = home(young_person_id)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.CASEWORKERS)
def agree(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Read the plan together, and agree to it: on the page, or on paper with a scan."""
    record = opened(request, young_person_id, page="casework.plan", writes=True)
    plan, back = open_plan_of(record), home(young_person_id)
    key = f"plan:{plan.pk}:agree"
    initial = {"how": Plan.Agreement.ON_PAGE, "version": plan.version, "signed_on": record.on}
    make = partial(AgreeForm, files=request.FILES) if request.method == "POST" else AgreeForm
    form = asked(
        request, make, key=key, by=record.by, initial=initial, begun_on=plan.started_on, today=record.on
    )

    def show(status: int) -> HttpResponse:
        return _page(record, status=status, agreeing=form)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        on_paper = told["how"] == Plan.Agreement.ON_PAPER
        plans.agree(
            plan=plan,
            on=told["signed_on"] if on_paper else record.on,
            how=Plan.Agreement(told["how"]),
            version=told["version"],
            words=told["words"],
            paper_id=_kept(record, told["scan"]) if on_paper else None,
            by=record.by,
        )
        messages.success(request, f"Agreed with {record.young_person.known_as}, who is told and has a copy.")

    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)


def _kept(record: Opened, scan: Any) -> UUID | None:
    """The scan of a signed plan, with the record's other papers."""
    if not scan:
        return None
    kept = papers.keep(
        young_person=record.young_person,
        upload=scan,
        kind=Paper.Kind.SIGNED_PLAN,
        title="Signed plan",
        at=clock.now(),
        by=record.by,
    )
    return kept.pk


@open_to(permissions.CASEWORKERS)
def close(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Close the plan, with how it ended."""
    record = opened(request, young_person_id, page="casework.plan", writes=True)
    plan, back = open_plan_of(record), home(young_person_id)
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


def open_plan_of(record: Opened) -> Plan:
    """The plan that is open. Raises ``NotPossible`` where there is none."""
    plan = queries.open_plan(of=record.young_person, by=record.by)
    if plan is None:
        raise NotPossible(NO_PLAN)
    return plan


def home(young_person_id: UUID) -> str:
    """The plan's own page."""
    return reverse("casework:plan", args=[young_person_id])
