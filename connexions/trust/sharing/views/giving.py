"""Recording what a young person agreed: whom, what, why, how long, how; then all of it to check."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from connexions.engines.currency.years import age
from connexions.ground.base import clock
from connexions.ground.base.doors import open_to
from connexions.ground.base.ids import new_id
from connexions.ground.design import words
from connexions.registers.people.audiences import any_of_kind
from connexions.registers.people.models import Carer
from connexions.registers.people.opening import Opened, opened
from connexions.trust.sharing import permissions, rules
from connexions.trust.sharing.actions import consents
from connexions.trust.sharing.forms.consents import HowForm, UntilForm, WhyForm
from connexions.trust.sharing.forms.whom_and_what import KIND, ORGANISATION, WhatForm, WhomForm
from connexions.trust.sharing.models import Consent
from connexions.trust.sharing.presenters import words as said
from connexions.trust.sharing.queries import agreed, standing
from connexions.trust.sharing.queries.agreed import Recipients
from connexions.trust.sharing.rules import Competence, GivenBy
from connexions.trust.sharing.views.days import end_of, start_of, usual_end
from connexions.trust.sharing.views.record import TAB, back_to
from connexions.trust.sharing.views.steps import CHECK, Answers, Step, asked, sent


def recipients_offered(found: Recipients) -> list[tuple[str, str]]:
    """What can be chosen: organisations by name, then kinds."""
    one = [(f"{ORGANISATION}:{one.pk}", one.name) for one in found.organisations]
    return one + [(f"{KIND}:{kind}", words.sentence(any_of_kind(kind))) for kind in found.kinds]


def _answers(opening: Opened, found: Recipients) -> Answers:
    person, by, today = opening.young_person, opening.by, opening.on
    under_16 = age(person.date_of_birth, today) < rules.OF_AGE
    carers = [(str(one.pk), one.name) for one in Carer.objects.filter(young_person=person).order_by("id")]
    purposes = [(code, one.label) for code, one in standing.purposes().items()]
    until = {"from_on": today, "until_on": usual_end(by=by, on=today)}
    steps = [
        Step("whom", "Who may be told?", partial(WhomForm, recipients=recipients_offered(found)), {}),
        Step("what", f"What may they know about {person.known_as}?", WhatForm, {}),
        Step("why", "What is it for?", partial(WhyForm, purposes=purposes), {}),
        Step("until", "For how long?", UntilForm, until),
        Step("how", "How did they agree?", partial(HowForm, under_16=under_16, carers=carers), {}),
    ]
    return Answers(f"sharing:{person.pk}:give", steps, by)


def _address(young_person_id: UUID) -> Callable[[str], str]:
    return lambda key: reverse("sharing:give", args=[young_person_id, key])


@open_to(permissions.RECORDERS)
def begin(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """To the first question."""
    opened(request, young_person_id, page="sharing.give", writes=True)
    return redirect(_address(young_person_id)("whom"))


@open_to(permissions.RECORDERS)
def give(request: HttpRequest, young_person_id: UUID, step: str) -> HttpResponse:
    """One question, or all answers to check."""
    opening = opened(request, young_person_id, page="sharing.give", writes=True)
    found = agreed.recipients(on=opening.on, by=opening.by)
    answers, address = _answers(opening, found), _address(young_person_id)

    def show(told: dict[str, Any], status: int) -> HttpResponse:
        return opening.page("sharing/step.html", TAB, status=status, leave=back_to(young_person_id), **told)

    def check(told: dict[str, Any], refused: str, status: int) -> HttpResponse:
        rows = _rows(told, found, address)
        return opening.page(
            "sharing/check.html",
            TAB,
            status=status,
            rows=rows,
            refused=refused,
            title="Check what was agreed",
            send="Record it",
            back_to=address("how"),
            leave=back_to(young_person_id),
            after="From then on they can see this, and nothing else. It can be taken back at any time.",
        )

    def save(told: dict[str, Any]) -> None:
        made = _save(opening, told, found)
        names = words.listed([one.whom for one in made])
        messages.success(request, f"Recorded: {names} may see what was agreed.")

    if step != CHECK:
        return asked(request, answers, step, address=address, show=show)
    return sent(request, answers, address=address, save=save, show=check, go=back_to(young_person_id))


@transaction.atomic
def _save(opening: Opened, told: dict[str, Any], found: Recipients) -> list[Consent]:
    giving, now = new_id(), clock.now()
    decided = told.get("how:can_decide")
    carer = told.get("how:carer")
    common = {
        "young_person": opening.young_person,
        "groups": told["what:groups"],
        "purpose": told["why:purpose"],
        "from_at": start_of(told["until:from_on"], now=now),
        "until_at": end_of(told["until:until_on"]),
        "how": told["how:how"],
        "given_by": GivenBy.CARER if decided == "no" else GivenBy.YOUNG_PERSON,
        "competence": Competence(decided == "yes", told["how:why"]) if decided else None,
        "carer": Carer.objects.filter(pk=carer, young_person=opening.young_person).first() if carer else None,
        "giving": giving,
        "by": opening.by,
        "at": now,
    }
    made = []
    for chosen in told["whom:whom"]:
        way, _, which = chosen.partition(":")
        if way == KIND:
            made.append(consents.give(organisation_kind=which, **common))
        else:
            made.append(consents.give(organisation=found.named(int(which)), **common))
    return made


def _rows(told: dict[str, Any], found: Recipients, address: Callable[[str], str]) -> list[tuple[str, ...]]:
    offered = dict(recipients_offered(found))
    purpose = standing.purposes()[told["why:purpose"]]
    begins, ends = told["until:from_on"], told["until:until_on"]
    how = [Consent.How(told["how:how"]).label]
    if told.get("how:can_decide"):
        able = (
            "They can decide this themselves"
            if told["how:can_decide"] == "yes"
            else "A carer agreed for them"
        )
        how += [able, told["how:why"]]
    rows = [
        (
            "Who",
            words.listed([offered.get(one, one) for one in told["whom:whom"]]),
            "whom",
            "who may be told",
        ),
        ("What", said.what(told["what:groups"]), "what", "what they may know"),
        ("For", purpose.label, "why", "what it is for"),
        ("How long", f"{words.day(begins)} to {words.day(ends)}", "until", "how long it lasts"),
        ("How", ". ".join(how), "how", "how they agreed"),
    ]
    return [(name, text, f"{address(key)}?change=1", what) for name, text, key, what in rows]
