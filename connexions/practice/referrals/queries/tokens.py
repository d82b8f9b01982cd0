"""The keys of other systems, and whom each stands for."""

from datetime import datetime
from uuid import UUID

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing
from connexions.practice.referrals import permissions
from connexions.practice.referrals.models import Token
from connexions.registers.accounts.by_link import hash_of


def tokens(*, by: Actor) -> list[Token]:
    """Every key of a partnership: what still opens something first. Raises ``NotAllowed``."""
    permissions.check_makes_tokens(by)
    found = Token.objects.filter(partnership_id=by.partnership).select_related("organisation", "made_by")
    return sorted(found.order_by("-made_at"), key=lambda one: one.revoked_at is not None)


def token(*, token_id: UUID, by: Actor) -> Token:
    """One of them. Raises ``Missing``."""
    permissions.check_makes_tokens(by)
    found = Token.objects.filter(partnership_id=by.partnership, pk=token_id).first()
    if found is None:
        raise Missing("There is no such key.")
    return found


def by_secret(secret: str, *, by: Actor) -> Token | None:
    """The key with this secret, in the partnership that it names."""
    return Token.objects.select_related("organisation").filter(secret_hash=hash_of(secret)).first()


def state(found: Token, at: datetime) -> str:
    """Whether it opens anything: "works", "ended" or "revoked"."""
    if found.revoked_at is not None:
        return "revoked"
    return "ended" if found.good_until <= at or found.organisation.closed_on is not None else "works"


def actor_of(found: Token, *, from_where: str) -> Actor:
    """Whom a key stands for: a worker of its organisation, and nobody else."""
    return Actor(
        role=Role.PARTNER_WORKER,
        partnership=found.partnership_id,
        name=f"{found.organisation.name}: {found.name}",
        organisation=found.organisation_id,
        from_where=from_where,
    )
