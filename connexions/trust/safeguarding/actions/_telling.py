"""Telling staff by text and e-mail that something waits: never of whom, never what."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.messaging.actions import post
from connexions.ground.messaging.models import Message
from connexions.registers.accounts.models import User
from connexions.registers.people.reach import is_mobile
from connexions.trust.safeguarding.models import Reach


@dataclass(frozen=True)
class Ways:
    """By which ways somebody was told; none where no way is known or set up."""

    text: Message | None = None
    email: Message | None = None


def mobiles(users: Collection[User], *, by: Actor) -> dict[UUID, str]:
    """The mobiles by which these are reached: the one they gave for this, else the one they sign in with."""
    given = Reach.objects.filter(partnership_id=by.partnership, user__in=users).exclude(mobile="")
    found = {one.pk: one.phone for one in users if one.phone and is_mobile(one.phone)}
    return found | dict(given.values_list("user_id", "mobile"))


def tell(user: User, *, mobile: str | None, words: str, subject: str, purpose: str, by: Actor) -> Ways:
    """Tell one of them both ways, as far as there are ways."""
    where = f" {settings.PUBLIC_URL}" if settings.PUBLIC_URL else ""
    said = f"Connexions: {words} Sign in{where}"
    return Ways(
        _text(mobile, said, purpose, by) if mobile else None,
        _email(user.email, subject, said, purpose, by) if user.email else None,
    )


def _text(to: str, words: str, purpose: str, by: Actor) -> Message | None:
    try:
        return post.send_text(to=to, words=words, purpose=purpose, by=by)
    except NotPossible:
        return None


def _email(to: str, subject: str, words: str, purpose: str, by: Actor) -> Message | None:
    try:
        return post.send_email(to=to, subject=subject, words=words, purpose=purpose, by=by)
    except NotPossible:
        return None
