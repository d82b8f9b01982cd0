"""Asking by a link, and looking at what came back."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.tracing import permissions
from connexions.practice.tracing.actions import answers as acts
from connexions.practice.tracing.actions import links
from connexions.practice.tracing.forms.asked import AsideForm, TakeForm
from connexions.practice.tracing.forms.session import listed
from connexions.practice.tracing.models import StatusAnswer, StatusLink
from connexions.practice.tracing.presenters.answers import PROPOSED, lines
from connexions.practice.tracing.queries import answers as queries
from connexions.practice.tracing.queries.rules import rules_of
from connexions.practice.tracing.signing import secret_of
from connexions.practice.tracking import queries as tracking
from connexions.registers.accounts.by_link import token_of
from connexions.registers.people.models import Carer
from connexions.registers.people.opening import opened
from connexions.registers.people.sight import Part

SETTLED = 20


def address_of(request: HttpRequest, link: StatusLink) -> str:
    """The whole address of a link, as it is sent or written."""
    path = reverse("tracing:by_link", args=[token_of(link.partnership_id, secret_of(link.pk))])
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)


@open_to(permissions.CALLERS)
def ask(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Make a link for a young person or a carer, to be read out, sent or written down."""
    record = opened(request, young_person_id, page="tracing.ask", part=Part.DETAILS)
    permissions.check_may_try(record.young_person, record.by)
    carers = list(Carer.objects.filter(young_person=record.young_person, may_contact=True).order_by("name"))
    made, refused = None, ""
    if request.method == "POST":
        chosen = next((one for one in carers if str(one.pk) == request.POST.get("carer")), None)
        days = rules_of(by=record.by).link_days
        try:
            made = links.ask(
                young_person=record.young_person, days=days, at=clock.now(), by=record.by, carer=chosen
            )
        except NotPossible as refusal:
            refused = refusal.sentence
    told: dict[str, Any] = {
        "carers": carers,
        "made": made,
        "address": address_of(request, made) if made else "",
        "refused": refused,
    }
    return record.page("tracing/ask.html", "status", **told)


@open_to(permissions.ANSWERERS)
def answers(request: HttpRequest) -> HttpResponse:
    """Answers that differ from the record, the oldest first; and those that were settled."""
    by = actor(request)
    waiting = list(queries.to_look_at(by=by)[:100])
    for one in waiting:
        note_read(by=by, young_person_id=one.young_person_id, page="tracing.answers")
    told = {
        "waiting": [(one, lines(one)) for one in waiting],
        "of_late": queries.settled(by=by)[:SETTLED],
    }
    return render(request, "tracing/answers.html", told)


@open_to(permissions.ANSWERERS)
def answer(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """One answer: take it on to the record, or put it aside."""
    by, on = actor(request), clock.today()
    found = queries.answer(answer_id=answer_id, by=by)
    kinds = {one.code: one for one in tracking.kinds(on=on)}
    start = {
        "kind": PROPOSED.get(found.does, ""),
        "start_on": found.since_on,
        "establishment_name": found.where,
    }
    key = f"answer:{found.pk}"
    form = asked(request, TakeForm, key=key, by=by, kinds=listed(list(kinds.values())), on=on, initial=start)

    def show(status: int) -> HttpResponse:
        return _answer_page(request, found, form, AsideForm(), status)

    if request.method != "POST":
        note_read(by=by, young_person_id=found.young_person_id, page="tracing.answer")
        return show(200)

    def save(told: dict[str, Any]) -> None:
        acts.take(answer=found, on=on, at=clock.now(), by=by, **(told | {"kind": kinds[told["kind"]]}))
        messages.success(request, f"What {found.young_person.known_as} does is up to date.")

    back = reverse("tracing:answers")
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.ANSWERERS)
def aside(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """Leave the record as it is."""
    by, on = actor(request), clock.today()
    found = queries.answer(answer_id=answer_id, by=by)
    if request.method != "POST":
        return redirect("tracing:answer", found.pk)
    form = AsideForm(request.POST)
    if form.is_valid():
        try:
            acts.put_aside(answer=found, because=form.cleaned_data["because"], at=clock.now(), by=by)
        except NotPossible as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "Put aside. The record stays as it is.")
            return redirect("tracing:answers")
    taking = TakeForm(kinds=listed(list(tracking.kinds(on=on))), on=on)
    taking.kept_at = None  # type: ignore[attr-defined]
    return _answer_page(request, found, taking, form, 422)


def _answer_page(
    request: HttpRequest, found: StatusAnswer, form: TakeForm, putting: AsideForm, status: int
) -> HttpResponse:
    told = {
        "answer": found,
        "young_person": found.young_person,
        "lines": lines(found),
        "form": form,
        "aside": putting,
        "draft": f"answer:{found.pk}",
        "open": found.state == StatusAnswer.State.TO_LOOK_AT,
    }
    return render(request, "tracing/answer.html", told, status=status)
