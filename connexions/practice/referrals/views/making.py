"""Making a referral, one thing a page: what for, to whom, why, what is told; then exactly what will be told."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from connexions.engines.currency import age
from connexions.ground.base import clock
from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.referrals import permissions
from connexions.practice.referrals.actions import drafts, sending
from connexions.practice.referrals.actions.drafts import About, Chosen
from connexions.practice.referrals.forms.making import (
    NO_NEED,
    NeedForm,
    SearchForm,
    ServicesForm,
    ToldForm,
    VersionForm,
    WhyForm,
)
from connexions.practice.referrals.presenters import making as shown
from connexions.practice.referrals.queries import contents, needs, services
from connexions.practice.referrals.views._opening import TAB, Page, open_referral
from connexions.registers.people.categories import known
from connexions.registers.people.opening import opened
from connexions.trust.sharing.queries.standing import purposes

FIRST_PURPOSE = "support"


@open_to(permissions.MAKERS)
def need(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """What it is for: a step or goal of the plan, a need, or something else."""
    record = opened(request, young_person_id, page="referrals.new", writes=True)
    form = NeedForm(
        request.GET if "need" in request.GET else None,
        needs=needs.needs_of(of=record.young_person, by=record.by),
    )
    if form.is_bound and form.is_valid():
        query = urlencode({"need": form.cleaned_data["need"]})
        return redirect(f"{reverse('referrals:services', args=[young_person_id])}?{query}")
    return record.page("referrals/need.html", TAB, status=422 if form.errors else 200, form=form)


@open_to(permissions.MAKERS)
def choose(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """To which service, or to which of several at once; then it is begun, and nothing is told yet."""
    record = opened(request, young_person_id, page="referrals.new", writes=True)
    wanted = request.GET.get("need", NO_NEED)
    goal, step, factor = needs.chosen(wanted, of=record.young_person, by=record.by)
    search = SearchForm(request.GET or None)
    looked = search.cleaned_data if search.is_bound and search.is_valid() else {}
    offers = services.find(
        words=looked.get("words", ""),
        postcode=looked.get("postcode", ""),
        age=age(record.young_person.date_of_birth, record.on),
        on=record.on,
        by=record.by,
    )
    choices = [(str(one.service_id), one.said) for one in offers.found]
    form = ServicesForm(request.POST or None, services=choices)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "search": search, "offers": offers, "need": wanted}
        told["hints"] = shown.hints(offers.found)
        return record.page("referrals/services.html", TAB, status=status, **told)

    if request.method != "POST":
        return show(200)
    if not form.is_valid():
        return show(422)
    chosen = services.these([UUID(one) for one in form.cleaned_data["services"]], by=record.by)
    try:
        made = drafts.draft(
            young_person=record.young_person,
            services=[Chosen(one.service_id, one.name, one.organisation, one.email) for one in chosen],
            about=About(goal, step, factor),
            purpose=FIRST_PURPOSE,
            at=clock.now(),
            by=record.by,
        )
    except NotPossible as refusal:
        form.add_error("services", refusal.sentence)
        return show(409)
    return redirect("referrals:why", made[0].pk)


@open_to(permissions.MAKERS)
def why(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Why: what the service reads first."""
    page = open_referral(request, referral_id, writes=True)
    referral, by, key = page.referral, page.record.by, f"referral:{referral_id}:why"
    initial = {"reason": referral.why.words, "version": referral.version}
    form = asked(request, WhyForm, key=key, by=by, initial=initial)
    back = _after(page, "referrals:told")

    def save(told: dict[str, Any]) -> None:
        drafts.change(
            referral=referral,
            reason=told["reason"],
            groups=known(referral.groups),
            purpose=referral.purpose,
            version=told["version"],
            at=clock.now(),
            by=by,
        )

    def show(status: int) -> HttpResponse:
        return page.show("referrals/why.html", status, form=form, draft=key)

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.MAKERS)
def told(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """What is told of them, group by group, and what for."""
    page = open_referral(request, referral_id, writes=True)
    referral, by, key = page.referral, page.record.by, f"referral:{referral_id}:told"
    named = {code: one.label for code, one in purposes().items()}
    initial = shown.ticked(referral) | {"version": referral.version, "purpose": referral.purpose}
    form = asked(request, ToldForm, key=key, by=by, initial=initial, purposes=named)
    back = reverse("referrals:check", args=[referral_id])

    def save(answers: dict[str, Any]) -> None:
        drafts.change(
            referral=referral,
            reason=referral.why.words,
            groups=known(form.chosen),
            purpose=answers["purpose"],
            version=answers["version"],
            at=clock.now(),
            by=by,
        )

    def show(status: int) -> HttpResponse:
        return page.show("referrals/told.html", status, form=form, draft=key)

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.MAKERS)
def check(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Exactly what will be told, to whom, under which leave; and what there is no leave for."""
    page = open_referral(request, referral_id, writes=True)
    form = VersionForm(request.POST or None, initial={"version": page.referral.version})
    if request.method == "POST" and form.is_valid():
        return _send(page, form)
    return _checked(page, form, 422 if form.errors else 200)


def _checked(page: Page, form: VersionForm, status: int) -> HttpResponse:
    referral, by, now = page.referral, page.record.by, clock.now()
    beside = [one for one in page.whole.beside if one.state == "drafted"]
    lines = contents.told(
        young_person=referral.young_person, groups=known(referral.groups), on=page.record.on, by=by
    )
    every = [referral, *beside]
    leave = [(one, sending.leave_for(one, at=now, by=by)) for one in every]
    return page.show(
        "referrals/check.html",
        status,
        form=form,
        lines=shown.lines(lines),
        purpose=purposes()[referral.purpose].label,
        leave=[shown.leave(one, covered) for one, covered in leave],
        may_send=not any(covered.missing for _, covered in leave),
        need=shown.need(referral),
        consent_href=shown.consent_href(referral),
        gateway_href=shown.gateway_href(referral),
    )


def _send(page: Page, form: VersionForm) -> HttpResponse:
    """Send it, and those that were begun with it, all or none."""
    request, by, now = page.record.request, page.record.by, clock.now()
    beside = [one for one in page.whole.beside if one.state == "drafted"]
    try:
        sent = sending.send_all(
            referrals=[page.referral, *beside],
            version=form.cleaned_data["version"],
            at=now,
            on=page.record.on,
            by=by,
        )
    except NotPossible as refusal:
        form.add_error(None, refusal.sentence)
        return _checked(page, form, 409)
    for one, code in sent:
        messages.success(request, shown.sent(one, code))
    return redirect("referrals:referral", page.referral.pk)


def _after(page: Page, name: str) -> str:
    """On to the next page of a new one; back to the check where it was there already."""
    first = not page.referral.why.words
    return reverse(name if first else "referrals:check", args=[page.referral.pk])
