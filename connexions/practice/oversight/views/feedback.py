"""What an adviser is told of their own work, what they answer, and that it is done."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.oversight import permissions
from connexions.practice.oversight.actions import judgements
from connexions.practice.oversight.forms.samples import ReplyForm
from connexions.practice.oversight.models import Item
from connexions.practice.oversight.presenters import samples as shown
from connexions.practice.oversight.queries import samples as queries
from connexions.practice.oversight.rules.states import ITEM, JUDGED


@open_to(permissions.SUPERVISED)
def feedback(request: HttpRequest, sampled_id: UUID) -> HttpResponse:
    """The feedback about one's own work; answer it here."""
    by = actor(request)
    found, young_person, _ = queries.item(sampled_id, by=by)
    if found.adviser_id != by.id or found.state not in JUDGED:
        raise Missing(queries.NO_ITEM)
    if request.method == "GET":
        audit.note_read(by=by, young_person_id=young_person.pk, page="oversight.feedback")
    key = f"feedback:{found.pk}"
    form = asked(request, ReplyForm, key=key, by=by)

    def show(status: int) -> HttpResponse:
        first = queries.readings(of=found)[1]
        told = {
            "form": form,
            "draft": key,
            "item": found,
            "young_person": young_person,
            "what": shown.what(found),
            "look": shown.LOOKS[Item.State(found.state)],
            "first": first,
            "said": shown.answers(found, first),
            "replies": queries.replies(of=found),
            "may_answer": ITEM.may(found.state, "answer"),
            "href": reverse(
                f"casework:{'assessment_one' if found.assessment_id else 'plan'}", args=_at(found)
            ),
        }
        return render(request, "oversight/feedback.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        judgements.answer(item=found, words=told["words"], at=clock.now(), by=by)
        messages.success(request, "Your answer stands beneath the feedback.")

    here = reverse("oversight:feedback", args=[sampled_id])
    return answered(request, form, key=key, by=by, save=save, go=here, show=show, back=here)


def _at(item: Item) -> list[Any]:
    return [item.young_person_id, item.assessment_id] if item.assessment_id else [item.young_person_id]


@open_to(permissions.SUPERVISED)
@require_POST
def done(request: HttpRequest, sampled_id: UUID) -> HttpResponse:
    """What was asked is done."""
    by = actor(request)
    found, _, _ = queries.item(sampled_id, by=by)
    try:
        judgements.mark_done(item=found, on=clock.today(), by=by)
        messages.success(request, "Marked done.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("oversight:mine")


@open_to(permissions.MANAGERS)
def ask_again(request: HttpRequest, sampled_id: UUID) -> HttpResponse:
    """Ask for more after it was marked done."""
    by = actor(request)
    found, young_person, _ = queries.item(sampled_id, by=by)
    permissions.check_may_judge(found, by)
    key = f"again:{found.pk}"
    form = asked(request, ReplyForm, key=key, by=by)

    def show(status: int) -> HttpResponse:
        told = {
            "form": form,
            "item": found,
            "what": shown.what(found),
            "young_person": young_person,
            "draft": key,
        }
        return render(request, "oversight/ask_again.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        judgements.ask_again(item=found, words=told["words"], at=clock.now(), by=by)
        messages.success(request, f"{found.adviser.name} has it again.")

    back = reverse("oversight:item", args=[sampled_id])
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.SUPERVISED)
def mine(request: HttpRequest) -> HttpResponse:
    """Everything about one's own practice: feedback, what is still to do of it, and supervision."""
    by, on = actor(request), clock.today()
    from connexions.practice.oversight.queries import supervision

    told = {
        "rows": [
            (one, shown.what(one), shown.LOOKS[Item.State(one.state)]) for one in queries.feedback_for(by=by)
        ],
        "meetings": supervision.meetings_of(adviser=by.id, by=by) if by.id else [],
        "to_do": supervision.to_do(by=by),
        "on": on,
    }
    return render(request, "oversight/mine.html", told)
