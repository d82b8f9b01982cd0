"""Too many tries: counted where every process sees it, and felt by whoever tries."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from connexions.ground.base.refusals import Refused
from connexions.registers.accounts.models import Attempts


class TooMany(Refused):
    """It was tried too often. Knows for how many seconds it stays closed."""

    def __init__(self, sentence: str, *, seconds: int) -> None:
        super().__init__(sentence)
        self.seconds = seconds


@dataclass(frozen=True)
class Limit:
    """So many tries within so many seconds; then closed for as long, whatever is typed."""

    name: str
    tries: int
    seconds: int


# An office shares one network address, so an address may fail far more often than an account.
PASSWORD = Limit("password", 5, 900)
PASSWORD_FROM = Limit("password from", 50, 900)
SECOND_FACTOR = Limit("second factor", 5, 900)
CODE_ASKED = Limit("code asked", 3, 600)
CODE_ASKED_FROM = Limit("code asked from", 30, 600)
CODE_TRIED_FROM = Limit("code tried from", 30, 600)

COUNT = """
INSERT INTO accounts_attempts AS kept (key, tries, since, closed_until) VALUES (%(key)s, 1, %(at)s, NULL)
ON CONFLICT (key) DO UPDATE SET
  tries = CASE WHEN kept.since <= %(window)s THEN 1 ELSE kept.tries + 1 END,
  since = CASE WHEN kept.since <= %(window)s THEN %(at)s ELSE kept.since END,
  closed_until = CASE
    WHEN kept.closed_until > %(at)s THEN kept.closed_until
    WHEN kept.since > %(window)s AND kept.tries + 1 >= %(most)s THEN %(until)s END
RETURNING tries = %(most)s
"""


def check(limit: Limit, whom: Any, *, at: datetime) -> None:
    """Raise ``TooMany`` where *whom* has tried too often."""
    kept = Attempts.objects.filter(key=_key(limit, whom), closed_until__gt=at).first()
    if kept is not None and kept.closed_until is not None:
        raise too_many(kept.closed_until - at)


def count(limit: Limit, whom: Any, *, at: datetime) -> bool:
    """Count one try, in one statement: of many at once none is missed. Whether it was the last allowed."""
    span = timedelta(seconds=limit.seconds)
    values: dict[str, Any] = {
        "key": _key(limit, whom),
        "at": at,
        "window": at - span,
        "most": limit.tries,
        "until": at + span,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        row: tuple[bool] = cursor.fetchone()
    return row[0]


def clear(limit: Limit, whom: Any) -> None:
    """Forget the tries of *whom*: they showed who they are."""
    Attempts.objects.filter(key=_key(limit, whom)).delete()


def forget_old(*, at: datetime) -> int:
    """Remove what no limit needs any more."""
    return Attempts.objects.filter(since__lt=at - timedelta(days=1)).delete()[0]


def too_many(wait: timedelta) -> TooMany:
    """The refusal, saying when to try again."""
    seconds = max(int(wait.total_seconds()) + 1, 1)
    minutes = -(-seconds // 60)
    said = "1 minute" if minutes == 1 else f"{minutes} minutes"
    return TooMany(
        f"This was tried too often, so it is closed for now. Try again in {said}.", seconds=seconds
    )


def where(request: HttpRequest) -> str:
    """The network address a request came from."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _key(limit: Limit, whom: Any) -> str:
    """What is kept of whom: nothing that can be read."""
    text = f"{limit.name}:{str(whom).strip().lower()}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
