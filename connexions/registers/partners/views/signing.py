"""Putting an edition to both sides, and signing it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.registers.partners.actions import agreements as acts
from connexions.registers.partners.forms.terms import PaperForm, SignForm
from connexions.registers.partners.permissions import GRANTED, Permission
from connexions.registers.partners.queries import agreements
from connexions.registers.partners.rules.states import EDITION
from connexions.registers.partners.views.asking import ask

CHANGERS = GRANTED[Permission.AGREEMENT_CHANGE]


@open_to(CHANGERS)
@require_POST
def offer(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """Put a draft to both sides."""

    def move(found: Any, by: Any) -> str:
        acts.offer(edition=found, at=clock.now(), by=by)
        return f"It lies with both sides now. {found.organisation.name} can read it and sign."

    return _move(request, terms_id, move)


@open_to(CHANGERS)
@require_POST
def take_back(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """Take it back to change it."""

    def move(found: Any, by: Any) -> str:
        acts.take_back(edition=found, by=by)
        return "It is a draft again. Whoever signed signs anew."

    return _move(request, terms_id, move)


@open_to(CHANGERS)
@require_POST
def drop(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """Give it up."""

    def move(found: Any, by: Any) -> str:
        acts.drop(edition=found, by=by)
        return "The draft is dropped."

    return _move(request, terms_id, move)


@open_to(GRANTED[Permission.AGREEMENT_SIGN])
def sign(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """Sign for one's own side."""
    by = actor(request)
    found = agreements.edition(terms_id, by=by)
    EDITION.after(found.state, "sign")

    def save(form: Any) -> str:
        told = form.cleaned_data
        made = acts.sign(
            edition=found, name=told["name"], role=told["role"], version=told["version"], on=clock.today(),
            at=clock.now(), by=by,
        )  # fmt: skip
        return "Signed. The other side signs next." if made.state != "signed" else "Signed by both sides."

    here = reverse("partners:edition", args=[terms_id])
    return ask(
        request, SignForm, key=f"agreement:{terms_id}:sign", title="Sign the agreement", save=save, go=here,
        back=(here, "The agreement"), do="Sign", initial={"version": found.version, "name": by.name},
        soft="Your name, role and today’s date stand beneath it. Once both sides have signed it stays as it is.",
    )  # fmt: skip


@open_to(CHANGERS)
def paper(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """Write down that a side signed on paper."""
    by = actor(request)
    found = agreements.edition(terms_id, by=by)
    EDITION.after(found.state, "sign")

    def save(form: Any) -> str:
        acts.record_paper(edition=found, on=clock.today(), at=clock.now(), by=by, **form.cleaned_data)
        return "The signature is kept."

    here = reverse("partners:edition", args=[terms_id])
    return ask(
        request, PaperForm, key=f"agreement:{terms_id}:paper", title="Signed on paper", save=save, go=here,
        back=(here, "The agreement"), do="Keep the signature",
    )  # fmt: skip


def _move(request: HttpRequest, terms_id: UUID, move: Callable[[Any, Any], str]) -> HttpResponse:
    by = actor(request)
    found = agreements.edition(terms_id, by=by)
    try:
        messages.success(request, move(found, by))
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("partners:edition", terms_id)
