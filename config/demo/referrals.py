"""Referrals in every state: so that an adviser has some to follow, a partner's worker some to answer, and a young
person sees what was told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import product
from typing import Any

from django.utils import timezone

from config.demo.people import Population
from config.demo.sharing import LEADS, LEFT_OUT
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.practice.casework.models import Step
from connexions.practice.referrals.actions import answers, drafts, hand_overs, sending, words
from connexions.practice.referrals.actions.drafts import About, Chosen
from connexions.practice.referrals.models import Referral
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership
from connexions.registers.directory.models import Provider, Service
from connexions.registers.partners.models import Organisation
from connexions.registers.people.categories import Group
from connexions.registers.people.models import Leave, YoungPerson

SERVICES = (
    ("Rooms for young people", "A room of their own from 16, for up to two years, with somebody to ring."),
    ("Rent and money advice", "Help with rent, deposits and letters that nobody wants to open."),
)
TOLD = (Group.WHO_NAME, Group.REACH_PHONE, Group.REACH_EMAIL)
WHY = (
    "Needs a room before the end of January: staying with an uncle until then.",
    "Behind with the rent by two weeks and wants to sort it out before it grows.",
)


@dataclass(frozen=True)
class Told:
    """One referral on its way, and both who move it."""

    referral: Referral
    ours: Actor
    theirs: Actor
    sent_at: datetime

    def after(self, days: int) -> datetime:
        """So many days after it was sent."""
        return self.sent_at + timedelta(days=days)


def write_referrals(population: Population) -> None:
    """Through the actions themselves, as each lead adviser and a worker of the service would."""
    now = timezone.make_aware(datetime.combine(population.today, time(11)))
    held = Membership.objects.filter(user__email__in=LEADS, role=Role.PERSONAL_ADVISER, until_on=None)
    for one in held.select_related("user", "partnership"):
        ours = actor_for(one, one.user, from_where="127.0.0.1")
        with tenancy.acting(ours):
            _refer(ours, now)


def _refer(ours: Actor, now: datetime) -> None:
    here = Organisation.objects.filter(partnership_id=ours.partnership, kind="Housing").order_by("pk")
    worker = (
        Membership.objects.filter(organisation__in=here, role=Role.PARTNER_WORKER, until_on=None)
        .select_related("user", "partnership", "organisation")
        .order_by("pk")
        .first()
    )
    if worker is None or worker.organisation is None:
        return
    _health(ours)
    services = _services(worker.organisation)
    people = _shared_with(worker.organisation, ours, now)
    theirs = actor_for(worker, worker.user, from_where="127.0.0.1")
    for number, ((service, person), story) in enumerate(
        zip(product(services, people), STORIES, strict=False)
    ):
        story(_draft(person, service, number, ours, now), ours, theirs, now)
    _halt(worker.organisation, services[0], ours, now)


def _halt(organisation: Organisation, service: Service, ours: Actor, now: datetime) -> None:
    """One that stopped when the consent to it was taken back."""
    over = Leave.objects.filter(
        organisation=organisation, until_at__lte=now, groups__contains=[str(one) for one in TOLD]
    )
    person = YoungPerson.objects.filter(pk__in=over.values("young_person"), adviser_id=ours.id).first()
    if person is None:
        return
    draft, at = _draft(person, service, 0, ours, now), now - timedelta(days=10)
    sent = sending.send(referral=draft, version=draft.version, at=at, on=at.date(), by=ours)
    why = "The consent to share this was taken back."
    sending.halt(referral=sent, why=why, at=now - timedelta(days=3), by=ours)


def _services(organisation: Organisation) -> list[Service]:
    """Services of the directory that the organisation runs; two are made where there are none."""
    there = Service.objects.filter(provider__organisation=organisation, status=Service.Status.ACTIVE)
    found = list(there.order_by("name", "pk")[:2])
    if len(found) == len(SERVICES):
        return found
    own: dict[str, Any] = {"partnership_id": organisation.partnership_id}
    provider, _ = Provider.objects.get_or_create(**own, name=organisation.name, organisation=organisation)
    now = timezone.now()
    return [
        Service.objects.create(**own, provider=provider, name=name, description=about, modified_at=now)
        for name, about in SERVICES
    ]


def _health(ours: Actor) -> None:
    """A service whose organisation has nobody who signs in here: it answers by a link."""
    organisation = (
        Organisation.objects.filter(partnership_id=ours.partnership, kind="Health").order_by("pk").first()
    )
    if organisation is None:
        return
    own: dict[str, Any] = {"partnership_id": organisation.partnership_id}
    provider, _ = Provider.objects.get_or_create(**own, name=organisation.name, organisation=organisation)
    Service.objects.get_or_create(
        **own,
        provider=provider,
        name="Somebody to talk to",
        defaults={
            "description": "Six meetings with a counsellor, at the clinic or by telephone.",
            "email": "counselling@health.example.org",
            "modified_at": timezone.now(),
        },
    )


def _shared_with(organisation: Organisation, ours: Actor, now: datetime) -> list[YoungPerson]:
    """Those of the adviser who have agreed that the service may reach them."""
    leaves = Leave.objects.filter(
        organisation=organisation,
        ground=Leave.Ground.CONSENT,
        until_at__gt=max(now, timezone.now()),  # what the service does below is judged by the clock
        groups__contains=[str(one) for one in TOLD],
    )
    found = YoungPerson.objects.filter(pk__in=leaves.values("young_person"), adviser_id=ours.id)
    return list(found.exclude(family_name__in=LEFT_OUT).order_by("family_name", "pk"))


def _draft(person: YoungPerson, service: Service, number: int, ours: Actor, now: datetime) -> Referral:
    steps = Step.objects.filter(young_person=person, status__in=("to_do", "started"))
    return drafts.draft(
        young_person=person,
        services=[Chosen(service.pk, service.name, service.organisation)],
        reason=WHY[number % len(WHY)],
        groups=TOLD,
        purpose="housing",
        about=About(step=steps.order_by("due_on", "pk").first()),
        at=now - timedelta(days=16),
        by=ours,
    )[0]


Story = Callable[[Referral, Actor, Actor, datetime], None]


def _sent(*, days_ago: int) -> Callable[[Callable[[Told], object]], Story]:
    """A story of a referral that was sent so many days ago."""

    def begin(go_on: Callable[[Told], object]) -> Story:
        def story(draft: Referral, ours: Actor, theirs: Actor, now: datetime) -> None:
            at = now - timedelta(days=days_ago)
            sent = sending.send(referral=draft, version=draft.version, at=at, on=at.date(), by=ours)
            go_on(Told(sent, ours, theirs, at))

        return story

    return begin


def _accept(told: Told) -> None:
    at = told.after(1)
    with tenancy.acting(told.theirs):
        answers.accept(referral=told.referral, at=at, on=at.date(), by=told.theirs, words="Ask for Dev.")


def _drafted(draft: Referral, ours: Actor, theirs: Actor, now: datetime) -> None:
    """Being written still."""


@_sent(days_ago=1)
def _new(told: Told) -> None:
    """The service has not looked yet."""


@_sent(days_ago=12)
def _late(told: Told) -> None:
    """It has looked, and is late with its answer."""
    with tenancy.acting(told.theirs):
        answers.receive(referral=told.referral, at=told.after(1), by=told.theirs)


@_sent(days_ago=4)
def _asked(told: Told) -> None:
    at = told.after(2)
    with tenancy.acting(told.theirs):
        asks = "How long can they stay where they are now?"
        answers.ask(referral=told.referral, words=asks, at=at, on=at.date(), by=told.theirs)


@_sent(days_ago=6)
def _accepted(told: Told) -> None:
    _accept(told)
    words.say(referral=told.referral, words="Can they bring a friend?", at=told.after(2), by=told.ours)
    with tenancy.acting(told.theirs):
        hand_overs.name(
            referral=told.referral,
            kind="meeting",
            when=told.after(9),
            where="Wearbank, first floor",
            who=told.theirs.name,
            at=told.after(3),
            by=told.theirs,
        )


@_sent(days_ago=9)
def _waiting(told: Told) -> None:
    _accept(told)
    at = told.after(2)
    with tenancy.acting(told.theirs):
        answers.wait(
            referral=told.referral,
            position=3,
            expected_on=told.after(30).date(),
            at=at,
            on=at.date(),
            by=told.theirs,
        )


@_sent(days_ago=14)
def _started(told: Told) -> None:
    _accept(told)
    at = told.after(6)
    with tenancy.acting(told.theirs):
        answers.start(referral=told.referral, at=at, on=at.date(), by=told.theirs)


@_sent(days_ago=10)
def _declined(told: Told) -> None:
    with tenancy.acting(told.theirs):
        answers.decline(referral=told.referral, reason="full", at=told.after(2), by=told.theirs)


def _ended(outcome: str, said: str) -> Story:
    @_sent(days_ago=15)
    def story(told: Told) -> None:
        _accept(told)
        with tenancy.acting(told.theirs):
            answers.end(
                referral=told.referral, outcome=outcome, words=said, at=told.after(11), by=told.theirs
            )

    return story


@_sent(days_ago=8)
def _taken_back(told: Told) -> None:
    answers.withdraw(referral=told.referral, words="Found a room.", at=told.after(3), by=told.ours)


STORIES: tuple[Story, ...] = (
    _late,
    _accepted,
    _asked,
    _ended("helped", "Has a room since Monday."),
    _waiting,
    _new,
    _started,
    _drafted,
    _declined,
    _ended("unreachable", "Rang six times and wrote twice."),
    _taken_back,
    _ended("refused", "Would rather stay with family."),
)
