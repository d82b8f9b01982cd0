"""Finding what a secret address opens."""

import hashlib
from uuid import UUID

from django.db.models import QuerySet

from connexions.ground.base.acting import Actor
from connexions.practice.appointments.models import SecretAddress

Addresses = QuerySet[SecretAddress]


def hash_of(secret: str) -> str:
    """What is kept of a secret: it is long and random, so that one round is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def opened(*, secret: str, kind: str, by: Actor) -> SecretAddress | None:
    """What the secret opens; nothing where it is none of ours or was taken back."""
    found = SecretAddress.objects.filter(
        partnership_id=by.partnership, kind=kind, hashed=hash_of(secret), revoked_at=None
    )
    return found.select_related("user", "centre").first()


def calendar_of(*, user: UUID, by: Actor) -> SecretAddress | None:
    """The address of somebody's own calendar, if there is one."""
    found = SecretAddress.objects.filter(
        partnership_id=by.partnership, kind=SecretAddress.Kind.CALENDAR, user_id=user, revoked_at=None
    )
    return found.first()


def screen_of(*, centre: int, by: Actor) -> SecretAddress | None:
    """The address of a centre's screen, if there is one."""
    found = SecretAddress.objects.filter(
        partnership_id=by.partnership, kind=SecretAddress.Kind.SCREEN, centre_id=centre, revoked_at=None
    )
    return found.first()
