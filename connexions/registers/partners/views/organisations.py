"""The organisations a partnership works with."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.furniture import url_if_any
from connexions.registers.partners.actions import organisations as acts
from connexions.registers.partners.forms.organisations import CloseForm, FindForm, MergeForm, OrganisationForm
from connexions.registers.partners.models import Organisation
from connexions.registers.partners.permissions import GRANTED, Permission, may
from connexions.registers.partners.queries import agreements, disputes, organisations
from connexions.registers.partners.views.asking import ask

CHANGERS = GRANTED[Permission.ORGANISATION_CHANGE]
PAGE = 50
DETAILS = ("name", "kind", "about", "phone", "email", "website")


@open_to(GRANTED[Permission.ORGANISATION_LIST])
def whole(request: HttpRequest) -> HttpResponse:
    """Every organisation: whether there is an agreement, when its review is due, and what is in dispute."""
    by, on = actor(request), clock.today()
    form = FindForm(request.GET or None, kinds=_kinds(by))
    said = form.cleaned_data if form.is_valid() else {}
    found = organisations.organisations(
        by=by, words=said.get("q", ""), kind=said.get("kind", ""), closed=said.get("closed", False)
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    rows = organisations.standings(list(page.object_list), on=on, by=by)
    told = {
        "form": form,
        "page": page,
        "rows": [(one, one.review_due(on), one.review_overdue(on)) for one in rows],
        "href": f"?{query.urlencode()}&page=",
        "due": organisations.reviews_due(on=on, by=by),
        "on": on,
        "may_change": may(Permission.ORGANISATION_CHANGE, by=by),
        "may_agree": may(Permission.AGREEMENT_CHANGE, by=by),
        "sees_disputes": may(Permission.DISPUTE_READ, by=by),
        "times_told": organisations.times_are_told(),
    }
    return render(request, "partners/organisations.html", told)


@open_to(GRANTED[Permission.ORGANISATION_LIST])
def one(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """One of them: what it is, what was agreed, what is in dispute."""
    by, on = actor(request), clock.today()
    found = organisations.organisation(organisation_id, by=by)
    sees_disputes = may(Permission.DISPUTE_READ, by=by)
    told = {
        "organisation": found,
        "standing": organisations.standings([found], on=on, by=by)[0],
        "agreements": agreements.agreements(found, by=by),
        "disputes": list(disputes.listed(on=on, by=by, organisation=found)[:10]) if sees_disputes else [],
        "on": on,
        "by": by,
        "may_change": may(Permission.ORGANISATION_CHANGE, by=by),
        "may_agree": may(Permission.AGREEMENT_CHANGE, by=by),
        "may_dispute": may(Permission.DISPUTE_ACT, by=by),
        "sees_disputes": sees_disputes,
        "workers_href": url_if_any("accounts:workers", found.pk)
        if may(Permission.ORGANISATION_CHANGE, by=by)
        else None,
    }
    return render(request, "partners/organisation.html", told)


@open_to(CHANGERS)
def add(request: HttpRequest) -> HttpResponse:
    """Enter a new one."""
    by = actor(request)
    made: list[Organisation] = []

    def save(form: Any) -> str:
        made.append(acts.add(by=by, **{name: form.cleaned_data[name] for name in DETAILS}))
        return f"{made[0].name} is entered."

    return ask(
        request, OrganisationForm, key="organisation:add", title="Add an organisation", save=save,
        go=lambda: reverse("partners:organisation", args=[made[0].pk]), do="Add it",
        back=(reverse("partners:organisations"), "Organisations"), kinds=_kinds(by),
    )  # fmt: skip


@open_to(CHANGERS)
def change(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Say something else of it."""
    by = actor(request)
    found = organisations.organisation(organisation_id, by=by)

    def save(form: Any) -> str:
        acts.change(organisation=found, by=by, **{name: form.cleaned_data[name] for name in DETAILS})
        return "Saved."

    return _ask_of(
        request, found, OrganisationForm, "change", f"Change {found.name}", save, kinds=_kinds(by),
        standing=found.kind, initial={name: getattr(found, name) for name in DETAILS},
    )  # fmt: skip


@open_to(CHANGERS)
def close(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Work with it no more."""
    by = actor(request)
    found = organisations.organisation(organisation_id, by=by)

    def save(form: Any) -> str:
        acts.close(organisation=found, why=form.cleaned_data["why"], on=clock.today(), by=by)
        return f"{found.name} is closed. What is on record stays."

    return _ask_of(request, found, CloseForm, "close", f"Close {found.name}", save, do="Close it")


@open_to(CHANGERS)
def merge(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """It was entered twice: keep the other entry."""
    by = actor(request)
    found = organisations.organisation(organisation_id, by=by)
    others = list(organisations.organisations(by=by).exclude(pk=found.pk))

    def save(form: Any) -> str:
        into = organisations.organisation(form.cleaned_data["into"], by=by)
        acts.merge(twice=found, into=into, on=clock.today(), by=by)
        return f"Everything of {found.name} now belongs to {into.name}."

    soft = (
        "Its agreements, workers and all that names it go to the entry you keep. This cannot be taken back."
    )
    return _ask_of(
        request, found, MergeForm, "merge", f"{found.name} was entered twice", save, soft=soft,
        do="Bring them together", others=others,
    )  # fmt: skip


@open_to(CHANGERS)
@require_POST
def reopen(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Work with it again."""
    by = actor(request)
    found = organisations.organisation(organisation_id, by=by)
    try:
        acts.reopen(organisation=found, by=by)
        messages.success(request, f"{found.name} is open again.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("partners:organisation", organisation_id)


def _ask_of(
    request: HttpRequest, found: Organisation, make: Any, what: str, title: str, save: Any, **more: Any
) -> HttpResponse:
    here = reverse("partners:organisation", args=[found.pk])
    key = f"organisation:{found.pk}:{what}"
    return ask(request, make, key=key, title=title, save=save, go=here, back=(here, found.name), **more)


def _kinds(by: Actor) -> list[str]:
    return [one.name for one in organisations.kinds(by=by)]
