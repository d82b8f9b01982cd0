"""Sign-in codes of young people."""

import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from connexions.ground.base.acting import Actor
from connexions.ground.messaging.actions import post
from connexions.ground.messaging.models import Channel
from connexions.registers.accounts import actors, letters, rules
from connexions.registers.accounts.addresses import Address
from connexions.registers.accounts.models import SignInCode, User

GOOD_FOR = timedelta(minutes=10)
PURPOSE = "sign-in code"


@transaction.atomic
def ask(*, address: Address, at: datetime, on: date, by: Actor) -> SignInCode:
    """Send a code to *address* where it is a young person's. To others nothing goes; the rest is alike."""
    user = _young_person_at(address, on)
    digits = f"{secrets.randbelow(1_000_000):06}"
    code = SignInCode(user=user, sent_at=at, good_until=at + GOOD_FOR)
    code.hashed = _hash(code.pk, digits)
    code.save(force_insert=True)
    if user is not None:
        _send(address, digits, by)
    return code


def redeem(*, code_id: UUID, digits: str, at: datetime, by: Actor) -> User | None:
    """The user whose code this is, once. Every call counts as a try; after five nothing is right any more."""
    open_codes = SignInCode.objects.filter(
        pk=code_id, used_at=None, good_until__gt=at, tries__lt=rules.CODE_TRIES
    )
    if not open_codes.update(tries=F("tries") + 1):
        return None
    code = SignInCode.objects.select_related("user").get(pk=code_id)
    right = hmac.compare_digest(code.hashed, _hash(code.pk, digits))
    if not right or code.user is None or not code.user.is_active:
        return None
    used_now = SignInCode.objects.filter(pk=code_id, used_at=None).update(used_at=at)
    return code.user if used_now else None


def forget_old(*, at: datetime, by: Actor) -> int:
    """Remove the codes of yesterday."""
    return SignInCode.objects.filter(good_until__lt=at - timedelta(days=1)).delete()[0]


def _young_person_at(address: Address, on: date) -> User | None:
    found = User.objects.filter(is_active=True)
    by_channel = {"phone": address.value} if address.channel == Channel.TEXT else {"email": address.value}
    user = found.filter(**by_channel).first()
    if user is None or not rules.signs_in_by_code(one.role for one in actors.memberships(user, on=on)):
        return None
    return user


def _send(address: Address, digits: str, by: Actor) -> None:
    words = letters.code(digits=digits)
    if address.channel == Channel.TEXT:
        post.send_text(to=address.value, words=words, purpose=PURPOSE, by=by, asked_for=True)
    else:
        post.send_email(to=address.value, subject=letters.CODE_SUBJECT, words=words, purpose=PURPOSE, by=by)


def _hash(code_id: UUID, digits: str) -> str:
    """Six digits are quickly guessed: without the deployment's key the hash says nothing."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{code_id}:{digits}".encode(), hashlib.sha256).hexdigest()
