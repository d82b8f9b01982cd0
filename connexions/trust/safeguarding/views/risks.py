"""Risk notes of a record, and what is said against them; a young person's own."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.opening import Opened, opened
from connexions.registers.people.sight import Part, find
from connexions.trust.safeguarding import permissions
from connexions.trust.safeguarding.actions import risks as actions
from connexions.trust.safeguarding.forms import risks as forms
from connexions.trust.safeguarding.models import Challenge, RiskNote
from connexions.trust.safeguarding.presenters import risks as shown
from connexions.trust.safeguarding.queries import risks as queries
from connexions.trust.safeguarding.queries import routing
from connexions.trust.safeguarding.rules.risk import latest_end

TAB = "risk"


@open_to(permissions.READERS)
def of_young_person(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Every risk note about somebody: what stands, what ended, what was said against it."""
    record = _record(request, young_person_id)
    person, on = record.young_person, record.on
    notes = [_whole(one, person, record) for one in queries.of(person, by=record.by)]
    told: dict[str, Any] = {
        "standing": [one for one in notes if one["shown"].stands],
        "over": [one for one in notes if not one["shown"].stands],
        "may_write": _may_write(record),
        "on": on,
    }
    return record.page("safeguarding/risk_notes.html", TAB, **told)


def _whole(note: RiskNote, person: YoungPerson, record: Opened) -> dict[str, Any]:
    challenges = list(note.challenges.all())
    return {
        "shown": shown.shown(note, name=person.known_as, on=record.on, challenges=challenges),
        "challenges": challenges,
        "history": shown.history(note, name=person.known_as),
        "mine": [one for one in challenges if one.state == "open" and one.made_by_id == record.by.id],
    }


@open_to(permissions.CASEWORKERS)
def write(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Write one: whose risk it is, first."""
    record = _record(request, young_person_id)
    record.sight.check_write(Part.DETAILS)
    settled = routing.settled(by=record.by)
    latest = latest_end(record.on, settled.risk_months)
    review = min(record.on + timedelta(days=settled.risk_review_days), latest)
    start = {"said_on": record.on, "ends_on": latest, "review_on": review, "known_to_them": "yes"}
    key = f"risk:{young_person_id}"
    form = asked(request, forms.RiskForm, key=key, by=record.by, changes=False, initial=start)

    def save(told: dict[str, Any]) -> None:
        actions.write(
            young_person=record.young_person, said=form.said, at=clock.now(), on=record.on, by=record.by
        )
        messages.success(request, "The risk note stands on the record until it ends.")

    return _ask(record, form, key, "risk_write", save, months=settled.risk_months, note=None)


@open_to(permissions.CASEWORKERS)
def change(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Say one otherwise, or let it stand longer."""
    note = queries.note(note_id, by=actor(request))
    record = _record(request, note.young_person_id)
    key = f"risk:{note.pk}"
    start = forms.initial(note)
    form = asked(request, forms.RiskForm, key=key, by=record.by, changes=True, initial=start)

    def save(told: dict[str, Any]) -> None:
        actions.change(
            note=note, said=form.said, why=told["why"], version=told["version"] or 0, at=clock.now(), on=record.on,
            by=record.by,
        )  # fmt: skip
        messages.success(request, "The risk note is changed. What it said before is kept.")

    months = routing.settled(by=record.by).risk_months
    return _ask(record, form, key, "risk_write", save, months=months, note=note)


@open_to(permissions.CASEWORKERS)
def check(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Say how somebody made sure of it."""
    note = queries.note(note_id, by=actor(request))
    record = _record(request, note.young_person_id)
    key = f"risk:{note.pk}:check"
    form = asked(request, forms.CheckForm, key=key, by=record.by)

    def save(told: dict[str, Any]) -> None:
        actions.check(note=note, how=told["how"], at=clock.now(), on=record.on, by=record.by)

    return _ask(
        record, form, key, "risk_ask", save, title="I have made sure of it", note=_shown(note, record)
    )


@open_to(permissions.CASEWORKERS)
def take_back(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """It is wrong, or over."""
    note = queries.note(note_id, by=actor(request))
    record = _record(request, note.young_person_id)
    key = f"risk:{note.pk}:back"
    form = asked(request, forms.TakeBackForm, key=key, by=record.by)

    def save(told: dict[str, Any]) -> None:
        actions.take_back(note=note, why=told["why"], at=clock.now(), by=record.by)

    return _ask(record, form, key, "risk_ask", save, title="Take the note back", note=_shown(note, record))


@open_to(permissions.READERS)
def challenge(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Say that a note is wrong."""
    note = queries.note(note_id, by=actor(request))
    record = _record(request, note.young_person_id)
    key = f"risk:{note.pk}:challenge"
    form = asked(request, forms.ChallengeForm, key=key, by=record.by)

    def save(told: dict[str, Any]) -> None:
        actions.challenge(note=note, words=told["words"], at=clock.now(), by=record.by)
        messages.success(request, "What you say stands beside the note until it is answered.")

    return _ask(record, form, key, "risk_ask", save, title="Challenge this note", note=_shown(note, record))


@open_to(permissions.CASEWORKERS)
def answer(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Answer a challenge: take the note back, or say why it stays. To change it is a page of its own."""
    against = queries.challenge(challenge_id, by=actor(request))
    record = _record(request, against.young_person_id)
    key = f"risk:challenge:{against.pk}"
    form = asked(request, forms.AnswerForm, key=key, by=record.by)

    def save(told: dict[str, Any]) -> None:
        given: dict[str, Any] = {
            "challenge": against,
            "answer": told["answer"],
            "at": clock.now(),
            "by": record.by,
        }
        if told["upheld"] == "no":
            actions.turn_down(**given)
        else:
            actions.uphold(on=record.on, **given)

    told: dict[str, Any] = {
        "title": "Answer the challenge",
        "note": _shown(against.note, record),
        "against": against,
    }
    return _ask(record, form, key, "risk_ask", save, **told)


@open_to(permissions.CASEWORKERS)
def put_right(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """A challenge is right: say the note as it is from now on, and answer with why."""
    against = queries.challenge(challenge_id, by=actor(request))
    record = _record(request, against.young_person_id)
    key = f"risk:challenge:{against.pk}:change"
    start = forms.initial(against.note)
    form = asked(request, forms.RiskForm, key=key, by=record.by, changes=True, initial=start)

    def save(told: dict[str, Any]) -> None:
        actions.uphold_to_change(
            challenge=against, said=form.said, answer=told["why"], at=clock.now(), on=record.on, by=record.by
        )
        messages.success(request, "The note is put right, and they are answered.")

    months = routing.settled(by=record.by).risk_months
    return _ask(record, form, key, "risk_write", save, months=months, note=against.note, against=against)


@open_to(permissions.READERS)
@require_POST
def withdraw(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Challenge it no longer."""
    by = actor(request)
    against = queries.challenge(challenge_id, by=by)
    _withdraw(request, against, by)
    return redirect(_home(against.note.young_person))


@open_to(Role.YOUNG_PERSON)
def mine(request: HttpRequest) -> HttpResponse:
    """What is written about a young person's safety, as far as they know of it; and their own word against it."""
    by, on = actor(request), clock.today()
    person, _ = find(by.young_person, by=by, part=Part.DETAILS)
    note_read(by=by, young_person_id=person.pk, page="safeguarding.my_risk_notes")
    found = [one for one in queries.of(person, by=by) if one.state == "standing" and one.ends_on > on]
    told = {"notes": [(one, [c for c in one.challenges.all() if c.made_by_id == by.id]) for one in found]}
    return render(request, "safeguarding/my_risk_notes.html", told)


@open_to(Role.YOUNG_PERSON)
def my_challenge(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """A young person says that a note is wrong."""
    by = actor(request)
    note = queries.note(note_id, by=by)
    key = f"risk:{note.pk}:challenge"
    form = asked(request, forms.ChallengeForm, key=key, by=by)
    back = reverse("safeguarding:my_risk_notes")

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "note": note, "back_href": back}
        return render(request, "safeguarding/my_challenge.html", told, status=status)

    def save(told: dict[str, Any]) -> None:
        actions.challenge(note=note, words=told["words"], at=clock.now(), by=by)
        messages.success(request, "Thank you. What you say stands beside it, and somebody will answer you.")

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(Role.YOUNG_PERSON)
@require_POST
def my_withdraw(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """A young person says so no longer."""
    by = actor(request)
    _withdraw(request, queries.challenge(challenge_id, by=by), by)
    return redirect("safeguarding:my_risk_notes")


def _withdraw(request: HttpRequest, against: Challenge, by: Actor) -> None:
    try:
        actions.withdraw(challenge=against, at=clock.now(), by=by)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)


def _record(request: HttpRequest, young_person_id: UUID) -> Opened:
    return opened(request, young_person_id, page="safeguarding.risk_notes", part=Part.DETAILS)


def _shown(note: RiskNote, record: Opened) -> shown.Shown:
    return shown.shown(note, name=record.young_person.known_as, on=record.on)


def _may_write(record: Opened) -> bool:
    return record.by.role in permissions.CASEWORKERS and record.sight.may_write(Part.DETAILS)


def _home(person: YoungPerson) -> str:
    return reverse("safeguarding:risk_notes", args=[person.pk])


def _ask(
    record: Opened, form: Any, key: str, template: str, save: Any, *, go: str = "", **told: Any
) -> HttpResponse:
    back = _home(record.young_person)

    def show(status: int) -> HttpResponse:
        given = {"against": None, "title": ""} | told | {"form": form, "draft": key, "back_href": back}
        return record.page(f"safeguarding/{template}.html", TAB, status=status, **given)

    if record.request.method != "POST":
        return show(200)
    return answered(
        record.request, form, key=key, by=record.by, save=save, go=go or back, show=show, back=back
    )
