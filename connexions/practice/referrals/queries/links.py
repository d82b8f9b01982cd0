"""One-time links, as they are followed."""

from datetime import datetime

from connexions.ground.base.acting import Actor, Role
from connexions.practice.referrals.models import AnswerLink
from connexions.practice.referrals.rules import links as rules


def link_by_secret(*, secret_hash: str, by: Actor) -> AnswerLink | None:
    """The link with this secret, in the partnership in which *by* acts; or nothing."""
    found = AnswerLink.objects.select_related("referral__organisation")
    return found.filter(secret_hash=secret_hash, partnership_id=by.partnership).first()


def why_closed(link: AnswerLink, at: datetime) -> str:
    """Why a link opens nothing; empty where it does."""
    return rules.why_closed(state=link.state, good_until=link.good_until, tries=link.tries, at=at)


def actor_of(link: AnswerLink, *, from_where: str) -> Actor:
    """Whom a link stands for: a worker of the service's organisation, and nobody else."""
    referral = link.referral
    return Actor(
        role=Role.PARTNER_WORKER,
        partnership=referral.partnership_id,
        name=f"{referral.service_name}, by a link",
        organisation=referral.organisation_id,
        from_where=from_where,
    )
