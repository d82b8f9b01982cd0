"""A young person's own plan: read, agreed, ticked and spoken of by themselves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Conflict, Missing, NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework.actions import agreements, steps
from connexions.practice.casework.forms.plans import AnswerForm, SayForm
from connexions.practice.casework.models import Asking, Plan, Step
from connexions.practice.casework.presenters import my_plan as shown
from connexions.practice.casework.presenters import paper
from connexions.practice.casework.queries import agreements as agreed
from connexions.practice.casework.queries import plans as queries
from connexions.practice.casework.views.plans import pdf
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part, find

MOVES = {"finish": steps.finish, "start": steps.start, "reopen": steps.reopen}


def _mine(request: HttpRequest) -> tuple[YoungPerson, Actor]:
    by = actor(request)
    young_person, _ = find(by.young_person, by=by, part=Part.CASEWORK)
    if request.method == "GET":
        note_read(by=by, young_person_id=young_person.pk, page="casework.my_plan")
    return young_person, by


@open_to(Role.YOUNG_PERSON)
def my_plan(request: HttpRequest) -> HttpResponse:
    """The plan, and an answer to it where the adviser has asked."""
    young_person, by = _mine(request)
    plan = queries.open_plan(of=young_person, by=by)
    asking = agreed.asking_of(of=young_person, by=by)
    waits = shown.waits(asking, plan, at=clock.now())
    form = AnswerForm(request.POST or None, initial={"version": plan.version if plan else 0})
    if request.method == "POST":
        if not waits or asking is None:
            raise NotPossible(
                "Your plan waits for no answer at the moment. Talk to your adviser to change it."
            )
        if form.is_valid() and _answered(request, asking, form, by):
            return redirect("casework:my_plan")
    told = shown.page(young_person, plan, agreed.editions_of(of=young_person, by=by), on=clock.today())
    status = 422 if form.errors else 200
    return render(request, "casework/my_plan.html", told | {"form": form if waits else None}, status=status)


def _answered(request: HttpRequest, asking: Asking, form: AnswerForm, by: Actor) -> bool:
    told, now = form.cleaned_data, clock.now()
    try:
        if told["answer"] == "change":
            agreements.want_change(asking=asking, words=told["words"], at=now, by=by)
            messages.success(request, "Thank you. Your adviser will talk with you about it.")
            return True
        agreements.agree(
            asking=asking,
            how=Plan.Agreement.SIGNED_IN,
            version=told["version"],
            words=told["words"],
            at=now,
            on=clock.today(),
            by=by,
        )
    except Conflict:
        form.add_error(
            None, "Your adviser changed the plan while you were reading. Read it again, then answer."
        )
        form.data = {**form.data, "version": str(Plan.objects.get(pk=asking.plan_id).version)}
        return False
    except NotPossible as refusal:
        form.add_error(None, refusal.sentence)
        return False
    messages.success(request, "You agreed your plan. It is here whenever you want it.")
    return True


@open_to(Role.YOUNG_PERSON)
def step(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Tick a step of their own, or say something about any of them."""
    young_person, by = _mine(request)
    found = queries.step(step_id=step_id, of=young_person, by=by)
    if request.method == "POST" and "move" in request.POST:
        return _moved(request, found, by)
    key = f"step:{step_id}:say"
    form = asked(request, SayForm, key=key, by=by)

    def show(status: int) -> HttpResponse:
        return render(
            request, "casework/my_step.html", {"form": form, "step": found, "draft": key}, status=status
        )

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        steps.say(step=found, words=told["words"], on=clock.today(), by=by)
        messages.success(request, "Thank you. Your adviser can read it.")

    back = reverse("casework:my_plan")
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


def _moved(request: HttpRequest, found: Step, by: Actor) -> HttpResponse:
    made = MOVES.get(request.POST["move"])
    if made is None:
        raise Missing("There is no such thing to do with a step.")
    try:
        made(step=found, on=clock.today(), by=by)
        messages.success(request, shown.SAID[request.POST["move"]].format(found.words))
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("casework:my_plan")


@open_to(Role.YOUNG_PERSON)
def on_paper(request: HttpRequest) -> HttpResponse:
    """The plan that was agreed last, to keep; ``?large`` in large print."""
    young_person, by = _mine(request)
    editions = agreed.editions_of(of=young_person, by=by)
    if not editions:
        raise NotPossible("You have not agreed a plan yet. Once you have, your copy is here.")
    told = paper.edition(editions[-1], of=young_person, partnership=by.partnership_name)
    return pdf(request, told)
