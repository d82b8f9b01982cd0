"""Addresses that open without signing in: made, made anew, taken back."""

import secrets as chance
from datetime import datetime
from uuid import UUID

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.practice.appointments import permissions
from connexions.practice.appointments.actions._noting import hand, note
from connexions.practice.appointments.models import SecretAddress
from connexions.practice.appointments.queries import places, secrets
from connexions.registers.partners.models import Centre

Kind = SecretAddress.Kind


@transaction.atomic
def make_calendar(*, at: datetime, by: Actor) -> str:
    """A new secret for one's own calendar; the one before opens nothing any more."""
    user = hand(by)
    revoke_calendar(at=at, by=by)
    return _make(Kind.CALENDAR, at, by, user_id=user)


@transaction.atomic
def revoke_calendar(*, at: datetime, by: Actor) -> int:
    """Take one's own calendar's address back. Returns how many there were."""
    mine = SecretAddress.objects.filter(partnership_id=by.partnership, kind=Kind.CALENDAR, user_id=hand(by))
    return _revoke(mine, at, by)


@transaction.atomic
def make_screen(*, centre: Centre, at: datetime, by: Actor) -> str:
    """A new secret for the screen in a centre's waiting room; the one before opens nothing any more."""
    revoke_screen(centre=centre, at=at, by=by)
    return _make(Kind.SCREEN, at, by, centre_id=centre.pk)


@transaction.atomic
def revoke_screen(*, centre: Centre, at: datetime, by: Actor) -> int:
    """Take the address of a centre's screen back."""
    permissions.check_may_furnish(by)
    places.centre(centre_id=centre.pk, by=by)
    found = SecretAddress.objects.filter(partnership_id=by.partnership, kind=Kind.SCREEN, centre=centre)
    return _revoke(found, at, by)


def _make(
    kind: str, at: datetime, by: Actor, *, user_id: UUID | None = None, centre_id: int | None = None
) -> str:
    secret = chance.token_urlsafe(32)
    made = SecretAddress.objects.create(
        partnership_id=by.partnership,
        kind=kind,
        user_id=user_id,
        centre_id=centre_id,
        hashed=secrets.hash_of(secret),
        made_at=at,
        made_by_id=hand(by),
    )
    note("address.made", made, by, kind=kind)
    return secret


def _revoke(found: "secrets.Addresses", at: datetime, by: Actor) -> int:
    open_ones = list(found.filter(revoked_at=None))
    for one in open_ones:
        one.revoked_at = at
        one.save(update_fields=["revoked_at"])
        note("address.revoked", one, by, kind=one.kind)
    return len(open_ones)
