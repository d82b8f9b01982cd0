"""A young person's own referrals: what was asked for, what was told, how it stands; asking for one themselves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from connexions.engines.currency import age
from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design import words
from connexions.ground.design.asking import answered, asked
from connexions.practice.referrals.actions import answers, drafts, own
from connexions.practice.referrals.actions.drafts import Chosen
from connexions.practice.referrals.forms.making import (
    AgreeForm,
    OwnServiceForm,
    OwnWordsForm,
    SearchForm,
    ToldForm,
    WhyForm,
)
from connexions.practice.referrals.presenters import following as shown
from connexions.practice.referrals.presenters import making
from connexions.practice.referrals.queries import contents, services
from connexions.practice.referrals.queries import referrals as queries
from connexions.practice.referrals.queries.referrals import Whole
from connexions.registers.people.categories import Group, known
from connexions.registers.people.sight import Part, find
from connexions.trust.sharing.queries.standing import purposes

FIRST_TOLD = (Group.WHO_NAME, Group.WHO_BIRTH, Group.REACH_PHONE, Group.REACH_EMAIL)
FIRST_PURPOSE = "support"


@open_to(Role.YOUNG_PERSON)
def mine(request: HttpRequest) -> HttpResponse:
    """What was asked for, and how it stands."""
    by = actor(request)
    note_read(by=by, young_person_id=by.young_person, page="referrals.mine")
    rows = shown.rows(queries.mine(by=by), on=clock.today())
    return render(request, "referrals/mine.html", {"rows": rows})


@open_to(Role.YOUNG_PERSON)
def one(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """How one stands, and exactly what was told."""
    whole = _opened(request, referral_id)
    told = shown.page(whole, on=clock.today(), now=clock.now())
    return render(request, "referrals/my_referral.html", {"referral": whole.referral, **told})


@open_to(Role.YOUNG_PERSON)
def withdraw(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Take it back; no reason need be given."""
    whole, by = _opened(request, referral_id), actor(request)
    key, home = f"my_referral:{referral_id}", reverse("referrals:mine")
    form = asked(request, OwnWordsForm, key=key, by=by, label="Why, if you want to say", required=False)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "referral": whole.referral}
        return render(request, "referrals/my_withdraw.html", told, status=status)

    def save(told: dict[str, Any]) -> None:
        answers.withdraw(referral=whole.referral, words=told["words"], at=clock.now(), by=by)
        messages.success(request, f"Taken back. {whole.referral.service_name} is told.")

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=home, show=show, back=home)


@open_to(Role.YOUNG_PERSON)
def choose(request: HttpRequest) -> HttpResponse:
    """Find a service and ask for it."""
    by, on = actor(request), clock.today()
    person, _ = find(by.young_person, by=by, part=Part.CASEWORK)
    search = SearchForm(request.GET or None)
    looked = search.cleaned_data if search.is_bound and search.is_valid() else {}
    offers = services.find(
        words=looked.get("words", ""),
        postcode=looked.get("postcode", ""),
        age=age(person.date_of_birth, on),
        on=on,
        by=by,
        partners_only=True,
    )
    choices = [(str(one.service_id), one.said) for one in offers.found]
    form = OwnServiceForm(request.POST or None, services=choices)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "search": search, "offers": offers, "hints": making.hints(offers.found)}
        return render(request, "referrals/my_services.html", told, status=status)

    if request.method != "POST":
        return show(200)
    if not form.is_valid():
        return show(422)
    chosen = services.these([UUID(form.cleaned_data["service"])], by=by)[0]
    try:
        made = drafts.draft(
            young_person=person,
            services=[Chosen(chosen.service_id, chosen.name, chosen.organisation, chosen.email)],
            groups=FIRST_TOLD,
            purpose=FIRST_PURPOSE,
            at=clock.now(),
            by=by,
        )
    except NotPossible as refusal:
        form.add_error("service", refusal.sentence)
        return show(409)
    return redirect("referrals:my_why", made[0].pk)


@open_to(Role.YOUNG_PERSON)
def why(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Say why, in their own words."""
    whole, by = _opened(request, referral_id), actor(request)
    referral, key = whole.referral, f"my_referral:{referral_id}:why"
    initial = {"reason": referral.why.words, "version": referral.version}
    form = asked(request, WhyForm, key=key, by=by, initial=initial)
    go = reverse("referrals:my_told", args=[referral_id])

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "referral": referral}
        return render(request, "referrals/my_why.html", told, status=status)

    def save(told: dict[str, Any]) -> None:
        _change(whole, by, told["version"], reason=told["reason"])

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=go, show=show, back=go)


@open_to(Role.YOUNG_PERSON)
def told(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Choose what is told."""
    whole, by = _opened(request, referral_id), actor(request)
    referral, key = whole.referral, f"my_referral:{referral_id}:told"
    named = {code: words.sentence(one.plain) for code, one in purposes().items()}
    initial = making.ticked(referral) | {"version": referral.version, "purpose": referral.purpose}
    form = asked(request, ToldForm, key=key, by=by, initial=initial, purposes=named)
    go = reverse("referrals:my_agree", args=[referral_id])

    def show(status: int) -> HttpResponse:
        said = {"form": form, "draft": key, "referral": referral}
        return render(request, "referrals/my_told.html", said, status=status)

    def save(answers_: dict[str, Any]) -> None:
        chosen = known(form.chosen)
        _change(whole, by, answers_["version"], groups=chosen, purpose=answers_["purpose"])

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=go, show=show, back=go)


@open_to(Role.YOUNG_PERSON)
def agree(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """See exactly what will be told, and agree; or ask the adviser to go on with it."""
    whole, by = _opened(request, referral_id), actor(request)
    if request.method == "POST" and request.POST.get("move") == "pass_on":
        return _pass_on(request, whole)
    form = AgreeForm(request.POST or None, initial={"version": whole.referral.version})
    if request.method == "POST" and form.is_valid():
        try:
            own.agree_and_send(
                referral=whole.referral,
                version=form.cleaned_data["version"],
                at=clock.now(),
                on=clock.today(),
                by=by,
            )
            messages.success(
                request, f"Sent to {whole.referral.service_name}. You will be told what they say."
            )
            return redirect("referrals:mine")
        except NotPossible as refusal:
            form.add_error(None, refusal.sentence)
            return _agreeing(request, whole, form, 409)
    return _agreeing(request, whole, form, 422 if form.errors else 200)


def _agreeing(request: HttpRequest, whole: Whole, form: AgreeForm, status: int) -> HttpResponse:
    referral, by = whole.referral, actor(request)
    lines = contents.told(
        young_person=referral.young_person, groups=known(referral.groups), on=clock.today(), by=by
    )
    told = {
        "form": form,
        "referral": referral,
        "lines": making.lines(lines),
        "until": clock.today() + own.LASTS,
        "refused": status == 409,
    }
    return render(request, "referrals/my_agree.html", told, status=status)


def _pass_on(request: HttpRequest, whole: Whole) -> HttpResponse:
    try:
        own.pass_on(referral=whole.referral, at=clock.now(), by=actor(request))
        messages.success(request, "Your adviser has been asked to go on with it.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("referrals:mine")


def _change(whole: Whole, by: Any, version: int, **said: Any) -> None:
    referral = whole.referral
    kept = {
        "reason": referral.why.words,
        "groups": known(referral.groups),
        "purpose": referral.purpose,
    }
    drafts.change(referral=referral, version=version, at=clock.now(), by=by, **(kept | said))


def _opened(request: HttpRequest, referral_id: UUID) -> Whole:
    by = actor(request)
    whole = queries.whole(referral_id=referral_id, by=by)
    if request.method == "GET":
        note_read(by=by, young_person_id=by.young_person, page="referrals.mine")
    return whole
