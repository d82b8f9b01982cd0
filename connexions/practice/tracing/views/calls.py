"""A call session: one person at a time, one key, the next."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Conflict, NotPossible
from connexions.ground.design.conflicts import settle as settled_conflict
from connexions.practice.tracing import permissions
from connexions.practice.tracing.actions import calls as acts
from connexions.practice.tracing.actions.calls import Rang, Told
from connexions.practice.tracing.forms.session import STILL, OutcomeForm, ToldForm, listed
from connexions.practice.tracing.models import CallSession, Turn
from connexions.practice.tracing.presenters import people as shown
from connexions.practice.tracing.presenters.session import band
from connexions.practice.tracing.queries import calls as queries
from connexions.practice.tracing.queries import choosing, known, queues
from connexions.practice.tracing.queries.queues import Asked, Filters
from connexions.practice.tracing.queries.rules import rules_of
from connexions.practice.tracing.rules.next_contact import Known
from connexions.practice.tracing.rules.outcomes import KEYS
from connexions.practice.tracing.views.queues import of_address
from connexions.practice.tracking import queries as tracking
from connexions.registers.people.sight import Part, find

AHEAD = 4  # who is shown beneath whose turn it is


@open_to(permissions.CALLERS)
@require_POST
def begin(request: HttpRequest, queue: str, young_person_id: UUID | None = None) -> HttpResponse:
    """Begin to ring the people of a queue, or go on; with somebody of one's choice first."""
    by, chosen = actor(request), of_address(queue)
    now = clock.now()
    first = find(young_person_id, by=by, part=Part.STATUS)[0] if young_person_id else None
    session = acts.begin(queue=chosen.key, filters=Filters.read(request.POST), at=now, by=by)
    if first is None:
        return _on(request, session, by)
    try:
        acts.call_one(session=session, young_person=first, at=now, by=by)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("tracing:session", session.pk)


@open_to(permissions.CALLERS)
def session(request: HttpRequest, call_session_id: UUID) -> HttpResponse:
    """Whose turn it is, and who comes next."""
    by = actor(request)
    found = queries.session(session_id=call_session_id, by=by)
    if found.ended_at is not None:
        return redirect("tracing:queue", found.queue)
    return _page(request, found, by)


@open_to(permissions.CALLERS)
@require_POST
def take_next(request: HttpRequest, call_session_id: UUID) -> HttpResponse:
    """The next one, after a break."""
    by = actor(request)
    return _on(request, queries.session(session_id=call_session_id, by=by), by)


@open_to(permissions.CALLERS)
@require_POST
def settle(request: HttpRequest, call_session_id: UUID, turn_id: UUID) -> HttpResponse:
    """What came of it; then the next."""
    by = actor(request)
    found = queries.session(session_id=call_session_id, by=by)
    turn = queries.turn_of(found, at=clock.now(), by=by)
    if turn is None or turn.pk != turn_id:
        messages.error(request, "This was settled already, or your time with them ran out.")
        return redirect("tracing:session", found.pk)
    key = request.POST.get("key", "")
    form = _sent(key, turn, request.POST, by)
    if form.is_valid():
        try:
            with transaction.atomic():
                acts.settle(turn=turn, key=key, **_said(form, key, turn, by))
        except Conflict as conflict:
            form.add_error(None, conflict.sentence)
        except NotPossible as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _on(request, found, by)
    return _page(request, found, by, form=form, status=422)


@open_to(permissions.CALLERS)
@require_POST
def undo(request: HttpRequest, call_session_id: UUID) -> HttpResponse:
    """Take the last one back."""
    by = actor(request)
    found = queries.session(session_id=call_session_id, by=by)
    try:
        turn = acts.undo(session=found, at=clock.now(), by=by)
        messages.success(request, f"Taken back: it is {turn.young_person.known_as}’s turn again.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("tracing:session", found.pk)


@open_to(permissions.CALLERS)
@require_POST
def pause(request: HttpRequest, call_session_id: UUID) -> HttpResponse:
    """Leave it for now: whoever it was is free for others."""
    by = actor(request)
    found = queries.session(session_id=call_session_id, by=by)
    acts.leave(session=found, at=clock.now(), by=by)
    messages.success(request, "Paused. Go on from the queue whenever you like.")
    return redirect("tracing:queue", found.queue)


@open_to(permissions.CALLERS)
@require_POST
def end(request: HttpRequest, call_session_id: UUID) -> HttpResponse:
    """End it."""
    by = actor(request)
    found = queries.session(session_id=call_session_id, by=by)
    acts.end(session=found, at=clock.now(), by=by)
    messages.success(request, "The call session has ended.")
    return redirect("tracing:queue", found.queue)


def _on(request: HttpRequest, session: CallSession, by: Actor) -> HttpResponse:
    acts.take_next(session=session, on=clock.today(), at=clock.now(), by=by)
    return redirect("tracing:session", session.pk)


def _page(
    request: HttpRequest,
    session: CallSession,
    by: Actor,
    *,
    form: OutcomeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now = clock.now()
    turn = queries.turn_of(session, at=now, by=by)
    look = Asked(by, clock.today(), rules_of(by=by), Filters.read(session.filters))
    had = session.turns.exclude(came_of_it="lapsed").values("young_person_id")
    waiting = queues.to_call(session.queue, look, at=now).exclude(pk__in=had)
    left = waiting.count()
    coming: list[Any] = list(waiting.select_related("adviser", "school")[:AHEAD])
    some = [queues.now_of(turn.young_person, look), *coming] if turn else coming
    known_of = known.known_of(some, by=by, at=now)
    before = known.last_known([one.pk for one in some])
    rows = shown.rows(some, known_of, before, choosing.areas(by=by), rules=look.rules, on=look.on)
    told: dict[str, Any] = {
        "queue": queues.BY_KEY[session.queue],
        "band": band(session, queries.tally(session, by=by), left + (1 if turn else 0)),
        "turn": turn,
        "keys": KEYS,
        "coming": rows[1:] if turn else rows,
        "last": queries.last_settled(session, by=by),
        "failed": form,
    }
    if turn is not None:
        note_read(by=by, young_person_id=turn.young_person_id, page="tracing.session")
        told |= _now(rows[0], some[0], known_of[turn.young_person_id], by, form)
    return render(request, "tracing/session.html", told, status=status)


def _now(row: shown.Row, one: Any, known_of: Known, by: Actor, form: OutcomeForm | None) -> dict[str, Any]:
    """Everything about whose turn it is: *one* beside what they do now."""
    is_told = isinstance(form, ToldForm)
    start = {"rang": _best_value(row.best)}
    numbers = shown.numbers(one, known_of)
    can_be_still = one.kind_code is not None and one.kind_group != "not_known"
    return {
        "row": row,
        "closed": shown.closed(known_of),
        "activity": one if one.kind_code else None,
        "outcome": form if form is not None and not is_told else _form("", numbers, None, by, False, start),
        "told": form if is_told else _form("told", numbers, None, by, can_be_still, start),
        "opened": is_told,
        "can_be_still": can_be_still,
    }


def _best_value(best: shown.Best | None) -> str:
    if best is None or best.way not in ("phone", "text"):
        return ""
    return f"carer:{best.carer}" if best.carer else f"point:{best.point}" if best.point else ""


def _form(
    key: str,
    numbers: list[shown.Number],
    data: QueryDict | None,
    by: Actor,
    can_be_still: bool,
    start: dict[str, Any] | None = None,
) -> OutcomeForm:
    on = clock.today()
    options: dict[str, Any] = {
        "numbers": [(one.value, f"{one.label} ({one.said})") for one in numbers],
        "on": on,
        "initial": start or {},
    }
    sent = settled_conflict(data) if data else None
    if key != "told":
        return OutcomeForm(sent, auto_id="outcome_%s", **options)
    return ToldForm(
        sent,
        auto_id="told_%s",
        kinds=listed(list(tracking.kinds(on=on))),
        sources=tracking.sources(by=by, purpose="told"),
        known=can_be_still,
        **options,
    )


def _sent(key: str, turn: Turn, data: QueryDict, by: Actor) -> OutcomeForm:
    """The form as it was sent about whose turn it is."""
    found = known.known_of([turn.young_person], by=by, at=clock.now()).get(turn.young_person_id)
    numbers = shown.numbers(turn.young_person, found) if found else []
    current = tracking.current_activity(of=turn.young_person, by=by) if key == "told" else None
    return _form(key, numbers, data, by, current is not None and current.kind.group != "not_known")


def _said(form: OutcomeForm, key: str, turn: Turn, by: Actor) -> dict[str, Any]:
    """What was answered, as the action takes it."""
    told = form.cleaned_data
    said: dict[str, Any] = {
        "rang": Rang("phone", form.rang_id("point"), form.rang_id("carer")),
        "words": told["words"].strip(),
        "again_on": told["again_on"],
        "on": clock.today(),
        "at": clock.now(),
        "by": by,
    }
    if isinstance(form, ToldForm):
        said["told"] = _status(told, turn, by)
    return said


def _status(told: dict[str, Any], turn: Turn, by: Actor) -> Told:
    sources = {one.key: one.label for one in tracking.sources(by=by, purpose="told")}
    known_by = {"source": f"{sources[told['source_key']]}, on the phone", "source_key": told["source_key"]}
    if told["answer"] == STILL:
        current = tracking.current_activity(of=turn.young_person, by=by)
        if current is None:
            raise NotPossible("Nothing is recorded yet that could still be so.")
        return Told(still=current, version=current.version, review_on=told["review_on"], **known_by)
    kinds = {one.code: one for one in tracking.kinds(on=clock.today())}
    return Told(
        kind=kinds[told["kind"]],
        start_on=told["start_on"],
        establishment_name=told["establishment_name"],
        review_on=told["review_on"],
        predicted_end_on=told["predicted_end_on"],
        **known_by,
    )
