"""Keys for other systems: made once and shown once, each for one organisation; revoked at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.practice.referrals import permissions
from connexions.practice.referrals.models import Token
from connexions.registers.accounts.by_link import hash_of, new_secret
from connexions.registers.partners.models import Organisation

LONGEST = 365
PREFIX = "cx"


@transaction.atomic
def make(
    *, organisation: Organisation, name: str, scopes: Sequence[str], days: int, at: datetime, by: Actor
) -> tuple[Token, str]:
    """A key with which a system of this organisation asks and answers; returned with its secret, this once.

    Raises ``NotAllowed``, ``NotPossible``.
    """
    permissions.check_makes_tokens(by)
    if organisation.partnership_id != by.partnership or by.id is None:
        raise NotAllowed("This organisation does not work with your partnership.")
    if organisation.closed_on is not None:
        raise NotPossible(f"{organisation.name} is closed: nobody there needs a key.")
    if not name.strip():
        raise NotPossible("Say which system it is for.")
    if not scopes or not {*scopes} <= {*Token.Scope.values}:
        raise NotPossible("Say what it may do.")
    if not 1 <= days <= LONGEST:
        raise NotPossible(f"A key works for {LONGEST} days at most.")
    secret = new_secret()
    made = Token(
        partnership_id=by.partnership,
        organisation=organisation,
        name=name.strip(),
        secret_hash=hash_of(secret),
        scopes=sorted({*scopes}),
        made_by_id=by.id,
        made_at=at,
        good_until=at + timedelta(days=days),
    )
    made.save(force_insert=True)
    _note("referrals.token.made", made, by)
    return made, f"{PREFIX}-{by.partnership}-{secret}"


@transaction.atomic
def revoke(*, token: Token, at: datetime, by: Actor) -> Token:
    """It opens nothing any more, from this moment."""
    permissions.check_makes_tokens(by)
    stored = Token.objects.select_for_update().get(pk=token.pk)
    if stored.revoked_at is not None:
        raise NotPossible("This key was revoked already.")
    stored.revoked_at, stored.revoked_by_id = at, by.id
    stored.save(update_fields=["revoked_at", "revoked_by"])
    _note("referrals.token.revoked", stored, by)
    return stored


def note_use(*, token: Token, at: datetime, by: Actor) -> None:
    """It was used; kept to the hour, for those who look after keys."""
    if token.last_used_at is None or at - token.last_used_at > timedelta(hours=1):
        Token.objects.filter(pk=token.pk).update(last_used_at=at)


def _note(event: str, token: Token, by: Actor) -> None:
    details = {"organisation": token.organisation_id, "name": token.name, "scopes": list(token.scopes)}
    audit.record(event=event, by=by, about=f"token:{token.pk}", details=details)
