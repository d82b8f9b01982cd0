"""The invented staff of a demonstration, and sign-ins for them that anybody may know."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet

from connexions.ground.base.acting import STAFF, Actor
from connexions.ground.base.refusals import NotPossible
from connexions.registers.accounts import demo, secrets
from connexions.registers.accounts.models import User
from connexions.registers.accounts.queries.staff import without_password

INVENTED = "example.org"  # a domain that can belong to nobody


@transaction.atomic
def make_known(*, by: Actor, users: QuerySet[User] | None = None) -> int:
    """Give invented staff the demonstration's password and an authenticator each. How many they were.

    Refused on a real service. They share one hash: there is nothing to protect, and they may be thousands.
    """
    if not (settings.DEMO or settings.TESTING):
        raise NotPossible("Invented staff can be made in a demonstration only: set CONNEXIONS_DEMO=1.")
    new = list(_strangers() if users is None else users)
    hashed = make_password(demo.PASSWORD) if new else ""
    for user in new:
        user.password = hashed
    User.objects.bulk_update(new, ["password"], batch_size=1000)
    addresses = [EmailAddress(user=one, email=one.email, primary=True, verified=True) for one in new]
    EmailAddress.objects.bulk_create(addresses, ignore_conflicts=True)
    Authenticator.objects.bulk_create(_authenticators(new))
    return len(new)


def _authenticators(users: list[User]) -> list[Authenticator]:
    totp = Authenticator.Type.TOTP
    have = set(Authenticator.objects.filter(user__in=users, type=totp).values_list("user_id", flat=True))
    return [
        Authenticator(user=one, type=totp, data={"secret": secrets.seal(demo.secret_for(one.email or ""))})
        for one in users
        if one.pk not in have
    ]


def _strangers() -> QuerySet[User]:
    """Invented staff who cannot sign in yet."""
    invented = User.objects.filter(email__endswith=INVENTED, memberships__role__in=STAFF)
    return without_password(invented).distinct()
