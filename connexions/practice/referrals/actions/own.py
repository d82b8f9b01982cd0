"""A young person refers themselves: they agree to what is told, and it goes; or their adviser goes on with it."""

from datetime import date, datetime, timedelta

from django.db import transaction

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.practice.referrals import permissions
from connexions.practice.referrals.actions import _telling, sending
from connexions.practice.referrals.actions._moving import locked
from connexions.practice.referrals.actions._noting import note
from connexions.practice.referrals.models import Referral
from connexions.registers.people.categories import known
from connexions.trust.sharing.actions import consents

LASTS = timedelta(days=180)  # what they agree to on their own page; they can take it back at any time


@transaction.atomic
def agree_and_send(*, referral: Referral, version: int, at: datetime, on: date, by: Actor) -> Referral:
    """They agree that this is told to this service, and it is sent. Nothing of it is kept where it cannot be.

    Raises ``NotPossible``, too, where they are under 16 and nobody has judged that they can decide this themselves.
    """
    stored = _theirs(referral, by)
    if sending.leave_for(stored, at=at, by=by).missing:
        consents.give(
            young_person=stored.young_person,
            groups=known(stored.groups),
            organisation=stored.organisation,
            purpose=stored.purpose,
            from_at=at,
            until_at=at + LASTS,
            how="online",
            given_by="young_person",
            by=by,
            at=at,
        )
    return sending.send_all(referrals=[stored], version=version, at=at, on=on, by=by)[0][0]


@transaction.atomic
def pass_on(*, referral: Referral, at: datetime, by: Actor) -> Referral:
    """Their adviser goes on with it: it stands among what waits for them."""
    stored = _theirs(referral, by)
    if stored.state != "drafted":
        raise NotPossible("This was sent already: you can read how it stands.")
    stored.news_at = at
    stored.save(update_fields=["news_at"])
    note("referrals.referral.passed_on", stored, by, ref=stored.ref)
    _telling.tell_makers(stored, "A young person of yours asks to be referred.", by=by)
    return stored


def _theirs(referral: Referral, by: Actor) -> Referral:
    stored = locked(referral)
    if by.role is not Role.YOUNG_PERSON or by.young_person != stored.young_person_id:
        raise Missing(permissions.NOBODYS)
    return stored
