"""A young person agrees on their own page: question by question, or that something goes on; then all of it to check."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.ground.base.doors import open_to
from connexions.ground.base.ids import new_id
from connexions.ground.design import words
from connexions.registers.people.categories import ALWAYS, known
from connexions.trust.sharing import rules
from connexions.trust.sharing.actions import consents
from connexions.trust.sharing.forms import own as forms
from connexions.trust.sharing.models import Consent
from connexions.trust.sharing.presenters import words as said
from connexions.trust.sharing.queries import agreed, standing
from connexions.trust.sharing.queries.agreed import Recipients
from connexions.trust.sharing.rules import GivenBy
from connexions.trust.sharing.views.days import end_of
from connexions.trust.sharing.views.mine import Mine, opened_by_them
from connexions.trust.sharing.views.steps import CHECK, Answers, Step, asked, sent

HOME = "sharing:mine"


@open_to(Role.YOUNG_PERSON)
def share(request: HttpRequest, step: str) -> HttpResponse:
    """One question about something new to share, or all answers to check."""
    mine = opened_by_them(request)
    if mine.why_not:
        return _not_now(mine)
    found = agreed.recipients(on=mine.on, by=mine.by)
    answers = _to_share(mine, found)
    check = {
        "title": "Check before you share",
        "send": "Share this",
        "rows": lambda told: _rows_to_share(told, found, mine),
        "save": lambda told: _share(mine, told, found),
    }
    return _walk(mine, answers, step, lambda key: reverse("sharing:share", args=[key]), check)


@open_to(Role.YOUNG_PERSON)
def go_on(request: HttpRequest, consent_id: UUID, question: str) -> HttpResponse:
    """One question about something that is shared and is to go on, or all answers to check."""
    mine = opened_by_them(request)
    consent = agreed.consent(consent_id=consent_id, of=mine.person, by=mine.by)
    if mine.why_not:
        return _not_now(mine)
    whom = consent.whom
    check = {
        "title": f"Check: {whom} may go on seeing this",
        "send": "Let it go on",
        "rows": lambda told: _rows_to_go_on(told, consent, mine),
        "save": lambda told: _go_on(mine, told, consent),
    }
    address = partial(_going_on, consent_id)
    return _walk(mine, _to_go_on(mine, consent), question, address, check)


def _going_on(consent_id: UUID, key: str) -> str:
    return reverse("sharing:go_on", args=[consent_id, key])


def _walk(
    mine: Mine, answers: Answers, key: str, address: Callable[[str], str], check: dict[str, Any]
) -> HttpResponse:
    def show(told: dict[str, Any], status: int) -> HttpResponse:
        return render(mine.request, "sharing/own_step.html", told, status=status)

    def shown(told: dict[str, Any], refused: str, status: int) -> HttpResponse:
        rows = [
            (name, text, f"{address(step)}?change=1", what) for name, text, step, what in check["rows"](told)
        ]
        page = {
            "title": check["title"],
            "send": check["send"],
            "rows": rows,
            "refused": refused,
            "back_to": address(answers.before(CHECK)),
        }
        return render(mine.request, "sharing/own_check.html", page, status=status)

    if key != CHECK:
        return asked(mine.request, answers, key, address=address, show=show)
    return sent(mine.request, answers, address=address, save=check["save"], show=shown, go=reverse(HOME))


def _not_now(mine: Mine) -> HttpResponse:
    status = 200 if mine.request.method == "GET" else 409
    return render(mine.request, "sharing/own_not_now.html", {"why_not": mine.why_not}, status=status)


def _offered(found: Recipients) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in found.organisations]


def _until(mine: Mine) -> Step:
    longest = standing.rules_of(by=mine.by).longest_months
    offered = forms.lengths(on=mine.on, longest=longest)
    return Step("until", "For how long?", partial(forms.OwnUntilForm, lengths=offered), {})


def _to_share(mine: Mine, found: Recipients) -> Answers:
    purposes = [(code, words.sentence(one.plain)) for code, one in standing.purposes().items()]
    steps = [
        Step(
            "whom",
            "Who do you want to share with?",
            partial(forms.OwnWhomForm, recipients=_offered(found)),
            {},
        ),
        Step("what", "What may they know?", forms.OwnWhatForm, {}),
        Step("why", "What is it for?", partial(forms.OwnWhyForm, purposes=purposes), {}),
        _until(mine),
    ]
    return Answers(f"sharing:{mine.person.pk}:own", steps, mine.by)


def _to_go_on(mine: Mine, consent: Consent) -> Answers:
    more = consent.of_groups - ALWAYS
    ticked = {"groups": [one.value for one in more]}
    less = Step(
        "what", "What may they go on seeing?", partial(forms.OwnLessForm, groups=consent.of_groups), ticked
    )
    return Answers(f"sharing:{consent.pk}:go_on", [*([less] if more else []), _until(mine)], mine.by)


def _rows_to_share(told: dict[str, Any], found: Recipients, mine: Mine) -> list[tuple[str, ...]]:
    names = dict(_offered(found))
    why = standing.purposes()[told["why:purpose"]].plain
    return [
        ("Who", words.listed(names[one] for one in told["whom:whom"]), "whom", "who you share with"),
        ("They see", words.sentence(said.what_to_them(told["what:groups"])), "what", "what they may know"),
        ("Why", words.sentence(why), "why", "what it is for"),
        _row_until(told, mine),
    ]


def _rows_to_go_on(told: dict[str, Any], consent: Consent, mine: Mine) -> list[tuple[str, ...]]:
    kept = known(told.get("what:groups", ()))
    first = "what" if consent.of_groups - ALWAYS else "until"
    return [
        ("They see", words.sentence(said.what_to_them(kept)), first, "what they may go on seeing"),
        _row_until(told, mine),
    ]


def _row_until(told: dict[str, Any], mine: Mine) -> tuple[str, ...]:
    return "Until", words.day(_last_day(told, mine)), "until", "for how long"


def _last_day(told: dict[str, Any], mine: Mine) -> Any:
    return rules.ends_by(mine.on, int(told["until:months"]))


@transaction.atomic
def _share(mine: Mine, told: dict[str, Any], found: Recipients) -> None:
    giving, now = new_id(), clock.now()
    for one in told["whom:whom"]:
        consents.give(
            young_person=mine.person,
            organisation=found.named(int(one)),
            groups=told["what:groups"],
            purpose=told["why:purpose"],
            from_at=now,
            until_at=end_of(_last_day(told, mine)),
            how=Consent.How.ONLINE,
            given_by=GivenBy.YOUNG_PERSON,
            giving=giving,
            by=mine.by,
            at=now,
        )
    names = words.listed(found.named(int(one)).name for one in told["whom:whom"])
    messages.success(mine.request, f"Done. {names} can see what you chose. You can stop it here.")


def _go_on(mine: Mine, told: dict[str, Any], consent: Consent) -> None:
    now = clock.now()
    made = consents.renew(
        consent=consent,
        groups=known(told.get("what:groups", ())),
        from_at=now,
        until_at=end_of(_last_day(told, mine)),
        how=Consent.How.ONLINE,
        by=mine.by,
        at=now,
    )
    until = words.day(made.until_at)
    messages.success(mine.request, f"Done. {consent.whom} can see it until {until}.")
