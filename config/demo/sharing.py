"""What some of the invented young people agreed may be shared, what was told without, and an objection; so that a
partner's worker has somebody to see, and an adviser something to ask again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from config.demo.people import Population
from connexions.engines.currency.years import age
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership
from connexions.registers.partners.models import Organisation
from connexions.registers.people.categories import Category, Group
from connexions.registers.people.models import YoungPerson
from connexions.trust.sharing.actions import consents, disclosures, objections
from connexions.trust.sharing.models import Consent, Gateway
from connexions.trust.sharing.rules import OF_AGE

LEADS = ("priya.nair@tyneandwear.example.org", "megan.pryke@suffolk.example.org")
LEFT_OUT = ("Holloway",)  # his housing is a story that is told elsewhere
TO_REACH = (Group.REACH_PHONE, Group.REACH_EMAIL)
TO_HOUSE = (*Category.WHO.groups, *Category.REACH.groups, Group.HOME_ALL, Group.SITUATION_NOW)
TO_PLAN = (*TO_HOUSE, *Category.PLAN.groups, Group.WORK_ADVISER, Group.NEEDS_STRENGTHS)
AGREED: tuple[tuple[Group, ...], ...] = (TO_PLAN, TO_HOUSE, TO_REACH, TO_HOUSE, TO_PLAN, TO_REACH, TO_HOUSE)
ENDS_SOON, TAKEN_BACK = 2, 5  # of those
AGO = timedelta(days=60)  # before anything here was agreed


def write_sharing(population: Population) -> None:
    """Through the actions themselves, as each lead adviser would."""
    now = timezone.make_aware(datetime.combine(population.today, time(10)))
    held = Membership.objects.filter(user__email__in=LEADS, role=Role.PERSONAL_ADVISER, until_on=None)
    for one in held.select_related("user", "partnership"):
        by = actor_for(one, one.user, from_where="127.0.0.1")
        with tenancy.acting(by):
            _share(by, now)


def _share(by: Actor, now: datetime) -> None:
    housing = (
        Organisation.objects.filter(partnership_id=by.partnership, kind="Housing").order_by("pk").first()
    )
    health = Organisation.objects.filter(partnership_id=by.partnership, kind="Health").order_by("pk").first()
    if housing is None:
        return
    mine = YoungPerson.objects.filter(adviser_id=by.id, cohort_status="P").order_by("family_name", "pk")
    then = now.date() - AGO
    told_of = [one for one in mine if age(one.date_of_birth, then) >= OF_AGE]
    some = iter([one for one in told_of if one.family_name not in LEFT_OUT])
    for place, (groups, young_person) in enumerate(zip(AGREED, some, strict=False)):
        _agreed(young_person, groups, place, housing, by, now)
    for young_person in told_of:
        if health is not None and young_person.family_name in LEFT_OUT:
            groups = (Group.REACH_PHONE, Group.HEALTH_ALL)
            _give(young_person, groups, health, "health", by, now - timedelta(days=20), days=200)
    for do, young_person in zip((_in_danger, _waits, _kept_back, _objects), some, strict=False):
        do(young_person, housing, by, now)


def _agreed(
    young_person: YoungPerson,
    groups: tuple[Group, ...],
    place: int,
    organisation: Organisation,
    by: Actor,
    now: datetime,
) -> None:
    days = 40 if place == ENDS_SOON else 300
    made = _give(
        young_person, groups, organisation, "housing", by, now - timedelta(days=30 + place), days=days
    )
    if place == TAKEN_BACK:
        consents.withdraw(consent=made, by=by, at=now - timedelta(days=3), reason="Has a flat now.")


def _give(
    young_person: YoungPerson,
    groups: tuple[Group, ...],
    organisation: Organisation,
    purpose: str,
    by: Actor,
    at: datetime,
    *,
    days: int,
) -> Consent:
    return consents.give(
        young_person=young_person,
        organisation=organisation,
        groups=groups,
        purpose=purpose,
        from_at=at,
        until_at=at + timedelta(days=days),
        how=Consent.How.SPOKEN,
        given_by=Consent.By.YOUNG_PERSON,
        by=by,
        at=at,
    )


def _tell(
    key: str, groups: tuple[Group, ...], reason: str, *, days: int = 0, **told: Any
) -> Callable[..., None]:
    def do(young_person: YoungPerson, organisation: Organisation, by: Actor, now: datetime) -> None:
        disclosures.without_consent(
            young_person=young_person,
            organisation=organisation,
            groups=groups,
            gateway=Gateway.objects.get(key=key, partnership=None),
            reason=reason,
            review_on=(now + timedelta(days=days)).date() if days else None,
            by=by,
            at=now - timedelta(days=2),
            **told,
        )

    return do


_in_danger = _tell(
    "vital-interests",
    (Group.REACH_PHONE, Group.REACH_ADDRESS),
    "Sleeping out in the frost and not answering; the night shelter looks for them this evening.",
)
_waits = _tell(
    "ca-2004-11",
    (Group.REACH_ADDRESS, Group.FAMILY_CARERS),
    "Put out of the home by a carer last night; the housing duty must know where from.",
)
_kept_back = _tell(
    "vital-interests",
    (Group.REACH_PHONE,),
    "Threatened at home; a safe room is kept for them.",
    tell_young_person=False,
    why_not="Whoever threatens them reads their phone.",
    days=5,
)


def _objects(young_person: YoungPerson, organisation: Organisation, by: Actor, now: datetime) -> None:
    objections.make(
        young_person=young_person,
        made_by="young_person",
        made_on=now.date() - timedelta(days=9),
        words="My old school need not know how I am.",
        by=by,
        at=now,
    )
