"""Concerns: those that are open to the reader, and what is written in each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.ground.design import documents
from connexions.ground.design.asking import answered, asked, moment
from connexions.trust.safeguarding import permissions
from connexions.trust.safeguarding.actions import concerns as actions
from connexions.trust.safeguarding.forms import concerns as forms
from connexions.trust.safeguarding.models import Concern, ToldOf
from connexions.trust.safeguarding.presenters import concerns as shown
from connexions.trust.safeguarding.queries import concerns as queries
from connexions.trust.safeguarding.queries import routing
from connexions.trust.safeguarding.queries.concerns import Access
from connexions.trust.safeguarding.rules import CONCERN


@open_to(permissions.RAISERS)
def concerns(request: HttpRequest) -> HttpResponse:
    """What is open to the reader, and what they raised themselves."""
    by, on, at = actor(request), clock.today(), clock.now()
    closed = "closed" in request.GET
    told = {
        "closed": closed,
        "lines": [shown.line(one, at=at) for one in queries.open_list(by=by, on=on, closed=closed)],
        "mine": [shown.line(one, at=at) for one in queries.raised_by_me(by=by)],
        "to_do": queries.held_by_me(by=by, on=on),
        "on": on,
    }
    return render(request, "safeguarding/concerns.html", told)


@open_to(permissions.RAISERS)
def concern(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """One: whole, or as far as whoever raised it sees it."""
    by, on, at = actor(request), clock.today(), clock.now()
    found, access = queries.concern(concern_id, by=by, on=on)
    note_read(by=by, young_person_id=None, page="safeguarding.concern", details={"concern": str(found.pk)})
    told: dict[str, Any] = {
        "concern": found,
        "line": shown.line(found, at=at),
        "whom": shown.whom(found),
        "raiser": shown.raiser(found),
    }
    if access is Access.OWN:
        told["said"] = queries.said_to_raiser(found, by=by)
        return render(request, "safeguarding/concern_own.html", told)
    kept = queries.keeping(found, by=by, on=on)
    told |= {
        "kept": kept,
        "happened": shown.chronology(kept),
        "alerts": [(one, shown.ways(one)) for one in kept.alerts],
        "readers": sorted({one.user.name for one in kept.readers}),
        "may": {name for name in CONCERN.names if CONCERN.may(found.state, name)},
        "writes": by.role in permissions.TRUSTED,
        "on": on,
        "at": at,
    }
    return render(request, "safeguarding/concern.html", told)


@open_to(permissions.READERS)
def chronology(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Everything that happened, as a PDF."""
    by, on = actor(request), clock.today()
    kept = queries.keeping(queries.whole(concern_id, by=by, on=on), by=by, on=on)
    note_read(
        by=by, young_person_id=None, page="safeguarding.chronology", details={"concern": str(concern_id)}
    )
    told = shown.paper(kept, partnership=by.partnership_name, made_by=by.name, at=clock.now())
    return documents.download(
        documents.pdf(template="safeguarding/chronology.typ", told=told), name="chronology"
    )


@open_to(permissions.TRUSTED)
@require_POST
def take_on(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Take it on, with one press."""
    by, on = actor(request), clock.today()
    found = queries.whole(concern_id, by=by, on=on)
    try:
        actions.take_on(concern=found, at=clock.now(), on=on, by=by)
        messages.success(request, "You have taken this on. Nobody else is told any more.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("safeguarding:concern", concern_id)


@dataclass(frozen=True)
class Asks:
    """Something that can be written in a concern: its heading, its form, and the action."""

    title: str
    button: str
    form: Any
    keep: Callable[..., object]
    colleagues: str = ""  # whom the form offers: "staff", or "all" with inspectors
    soft: str = ""


def _told(told: dict[str, Any], at: datetime) -> dict[str, Any]:
    given = {key: told[key] for key in ("who", "organisation", "how", "what")}
    return given | {"told_at": moment(told["told_on"], told["told_time"], at)}


ASKS: dict[str, Asks] = {
    "decide": Asks("Write down a decision", "Save the decision", forms.DecisionForm, actions.decide),
    "told": Asks(
        "Who was told",
        "Save who was told",
        forms.ToldForm,
        lambda *, at, concern, on, by, **told: actions.write_told(
            concern=concern, at=at, on=on, by=by, **_told(told, at)
        ),
    ),
    "answer": Asks(
        "Say something to whoever raised it",
        "Say it",
        forms.ToRaiserForm,
        lambda *, at, concern, on, by, what: actions.write_told(
            concern=concern, who="", organisation="", how=ToldOf.How.HERE, what=what, told_at=at, at=at, on=on, by=by,
            to_raiser=True,
        ),
    ),
    "plan": Asks(
        "Something to do",
        "Save",
        forms.PlanForm,
        lambda *, owner, **told: actions.plan(owner=UUID(owner), **told),
        colleagues="staff",
    ),
    "hand-on": Asks(
        "Hand it on",
        "Hand it on",
        forms.HandOnForm,
        lambda *, to, **told: actions.hand_on(to=UUID(to), **told),
        colleagues="staff",
        soft="They see to it from now on. It stays open to you.",
    ),
    "name": Asks(
        "Open it to one more",
        "Open it to them",
        forms.NameForm,
        lambda *, user, **told: actions.name(user=UUID(user), **told),
        colleagues="all",
    ),
    "close": Asks("Close it", "Close the concern", forms.CloseForm, actions.close),
    "reopen": Asks("Open it again", "Open it again", forms.WhyForm, actions.reopen),
}  # fmt: skip


@open_to(permissions.TRUSTED)
def write(request: HttpRequest, concern_id: UUID, doing: str) -> HttpResponse:
    """Write something in a concern."""
    by, on = actor(request), clock.today()
    asks = ASKS.get(doing)
    if asks is None:
        raise Missing("There is no such page.")
    found = queries.whole(concern_id, by=by, on=on)
    options = {"colleagues": _colleagues(asks.colleagues, by, on)} if asks.colleagues else {}
    if doing == "told":
        options["initial"] = {"told_on": on}  # type: ignore[assignment]

    def save(told: dict[str, Any]) -> object:
        return asks.keep(concern=found, at=clock.now(), on=on, by=by, **told)

    return _ask(request, found, f"concern:{found.pk}:{doing}", asks, options, save, by)


@open_to(permissions.TRUSTED)
def do(request: HttpRequest, concern_id: UUID, to_do_id: UUID) -> HttpResponse:
    """Say what came of something that was to be done."""
    by, on = actor(request), clock.today()
    found = queries.whole(concern_id, by=by, on=on)
    row = next((one for one in queries.keeping(found, by=by, on=on).to_do if one.pk == to_do_id), None)
    if row is None:
        raise Missing("There is no such thing to do.")
    asks = Asks(row.words, "It is done", forms.DoneForm, actions.do)

    def save(told: dict[str, Any]) -> object:
        return actions.do(to_do=row, at=clock.now(), on=on, by=by, **told)

    return _ask(request, found, f"concern:{found.pk}:do:{to_do_id}", asks, {}, save, by)


def _colleagues(which: str, by: Actor, on: date) -> list[tuple[str, str]]:
    roles = permissions.READERS if which == "all" else permissions.TRUSTED
    held = routing.colleagues(by=by, on=on, roles=roles)
    return [(str(one.user_id), one.user.name) for one in held]


def _ask(
    request: HttpRequest,
    found: Concern,
    key: str,
    asks: Asks,
    options: dict[str, Any],
    save: Callable[[dict[str, Any]], object],
    by: Actor,
) -> HttpResponse:
    form = asked(request, asks.form, key=key, by=by, **options)
    back = reverse("safeguarding:concern", args=[found.pk])

    def show(status: int) -> HttpResponse:
        told = {
            "form": form,
            "draft": key,
            "asks": asks,
            "concern": found,
            "whom": shown.whom(found),
            "back_href": back,
        }
        return render(request, "safeguarding/write.html", told, status=status)

    if request.method != "POST":
        note_read(
            by=by, young_person_id=None, page="safeguarding.concern", details={"concern": str(found.pk)}
        )
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)
