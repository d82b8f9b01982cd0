"""Links by which somebody who was given an account chooses their first password: signed, good once."""

import hashlib

from django.core import signing

from connexions.registers.accounts.models import User

SALT = "accounts.invitation"
GOOD_FOR = 7 * 24 * 3600


def token_for(user: User) -> str:
    """What stands in the link. It is worth nothing once a password is set."""
    return signing.dumps({"user": str(user.pk), "as": _state(user)}, salt=SALT)


def user_of(token: str) -> User | None:
    """Whose invitation this is; nobody's when it was used, is too old or is not ours."""
    try:
        told = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=told["user"], is_active=True).first()
    return user if user is not None and _state(user) == told["as"] else None


def _state(user: User) -> str:
    return hashlib.sha256(f"{user.pk}:{user.password}".encode()).hexdigest()[:16]
