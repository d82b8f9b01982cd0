"""Referrals as they are written: one need, one service or several at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.ids import new_id
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.casework.models import Goal, Step
from connexions.practice.referrals import permissions
from connexions.practice.referrals.actions._moving import locked, moved
from connexions.practice.referrals.actions._noting import note
from connexions.practice.referrals.models import Referral, Why
from connexions.practice.referrals.rules import moves
from connexions.practice.referrals.rules.refs import new_ref
from connexions.registers.partners.models import Organisation
from connexions.registers.people.categories import ALWAYS, NEVER, Group, in_order
from connexions.registers.people.models import YoungPerson

LABELS = {"groups": "What is told", "purpose": "What it is shared for"}
AT_ONCE = 5  # services for one need


@dataclass(frozen=True)
class Chosen:
    """A service as it was chosen from the directory, and where it is told if it has no accounts here."""

    service_id: UUID
    service_name: str
    organisation: Organisation | None
    answer_to: str = ""


@dataclass(frozen=True)
class About:
    """The need that a referral answers: a step or goal of the plan, or a factor of the assessment; perhaps none."""

    goal: Goal | None = None
    step: Step | None = None
    factor: int | None = None


NO_NEED = About()


@transaction.atomic
def draft(
    *,
    young_person: YoungPerson,
    services: Sequence[Chosen],
    purpose: str,
    at: datetime,
    by: Actor,
    reason: str = "",
    groups: Iterable[Group] = ALWAYS,
    about: About = NO_NEED,
) -> list[Referral]:
    """Begin a referral to each of these services; nothing is told to anybody yet."""
    permissions.check_may_make(young_person, by=by)
    _check_services(young_person, services)
    _check_told(groups)
    together = new_id()
    made = [
        Referral(
            partnership_id=young_person.partnership_id,
            young_person=young_person,
            together=together,
            ref=new_ref(),
            organisation=chosen.organisation,
            service_id=chosen.service_id,
            service_name=chosen.service_name,
            answer_to=chosen.answer_to,
            goal=about.goal or (about.step.goal if about.step else None),
            step=about.step,
            factor=about.factor,
            groups=[str(group) for group in in_order({*groups} | ALWAYS)],
            purpose=purpose,
            is_own=by.role is Role.YOUNG_PERSON,
            made_by_id=by.id,
            made_at=at,
        )
        for chosen in services
    ]
    for one in made:
        one.save(force_insert=True)
        why = Why(
            partnership_id=one.partnership_id, young_person=young_person, referral=one, words=reason.strip()
        )
        why.save(force_insert=True)
        note("referrals.referral.drafted", one, by, ref=one.ref)
    return made


@transaction.atomic
def change(
    *,
    referral: Referral,
    reason: str,
    groups: Iterable[Group],
    purpose: str,
    version: int,
    at: datetime,
    by: Actor,
) -> Referral:
    """Say otherwise why, what is to be told, or what for; those that were begun with it and are not sent say the same.

    Raises ``NotPossible`` once it is sent, ``Conflict`` where somebody else changed it meanwhile.
    """
    stored = locked(referral)
    wanted = [str(group) for group in in_order({*groups} | ALWAYS)]
    _check_told(groups)
    typed = {"groups": wanted, "purpose": purpose}
    check_version(stored=stored, version=version, typed=typed, labels=LABELS)
    changed = _say(stored, reason, typed, at=at, by=by)
    beside = Referral.objects.select_for_update().filter(together=stored.together, state="drafted")
    for other in beside.exclude(pk=stored.pk).order_by("pk"):
        _say(other, reason, typed, at=at, by=by)
    return changed


def _say(stored: Referral, reason: str, typed: dict[str, Any], *, at: datetime, by: Actor) -> Referral:
    changed = moved(stored, "change", at=at, by=by, **typed)
    why = Why.objects.get(referral=changed)
    why.words = reason.strip()
    why.save(update_fields=["words"])
    return changed


def _check_services(young_person: YoungPerson, services: Sequence[Chosen]) -> None:
    if not services:
        raise NotPossible("Choose a service.")
    if len(services) > AT_ONCE:
        raise NotPossible(f"Refer to {AT_ONCE} services at most at once: each is told, and each must answer.")
    for chosen in services:
        if chosen.organisation is None:
            raise NotPossible(
                f"{chosen.service_name} belongs to no organisation that we work with, so there is no leave by which "
                "it could be told anything. Give the young person its address, or ask a manager to add it."
            )
    there = Referral.objects.filter(
        young_person=young_person,
        service_id__in=[one.service_id for one in services],
        state__in=sorted(moves.OPEN),
    )
    already = there.values_list("service_name", "state").first()
    if already:
        raise NotPossible(
            f"There is an open referral to {already[0]} already ({moves.STATES[already[1]].lower()}): go on with that."
        )


def _check_told(groups: Iterable[Group]) -> None:
    if NEVER & {*groups}:
        raise NotPossible("What came from the Department for Work and Pensions can never be passed on.")
