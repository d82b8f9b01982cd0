"""Who works here."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from connexions.ground.base.acting import STAFF, Actor
from connexions.ground.base.refusals import Missing
from connexions.registers.accounts.models import Membership, Session, User
from connexions.registers.accounts.permissions import Permission, check, serves_all


def staff(*, by: Actor, words: str = "", role: str = "", closed: bool = False) -> QuerySet[Membership]:
    """Staff of the partnership of *by*, or of all for those who serve all, narrowed by name, e-mail, role."""
    check(Permission.STAFF_SEE, by=by)
    found = Membership.objects.filter(role__in=STAFF, user__is_active=not closed)
    if not serves_all(by):
        found = found.filter(partnership_id=by.partnership)
    if words:
        found = found.filter(Q(user__name__icontains=words) | Q(user__email__icontains=words))
    if role:
        found = found.filter(role=role)
    guarded = Authenticator.objects.filter(user=OuterRef("user")).exclude(type="recovery_codes")
    return (
        found.select_related("user", "partnership", "team", "organisation")
        .annotate(guarded=Exists(guarded))
        .order_by("partnership__name", "user__name", "pk")
    )


def member(user_id: UUID, *, by: Actor) -> tuple[User, list[Membership]]:
    """One of them, with all that they are here. Raises ``Missing``."""
    check(Permission.STAFF_SEE, by=by)
    held = Membership.objects.filter(user_id=user_id, role__in=STAFF)
    if not serves_all(by):
        held = held.filter(partnership_id=by.partnership)
    found = list(held.select_related("user", "partnership", "team", "organisation"))
    if not found:
        raise Missing("There is nobody at this address, or they are not with your partnership.")
    return found[0].user, found


def without_password(users: QuerySet[User]) -> QuerySet[User]:
    """Those of *users* who have none yet."""
    return users.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)


def own_sessions(*, by: Actor) -> QuerySet[Session]:
    """Where *by* is signed in, the latest first."""
    return Session.objects.filter(user=by.id, expire_date__gt=Now()).order_by("-started_at")
