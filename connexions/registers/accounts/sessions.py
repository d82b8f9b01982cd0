"""Where sessions are kept: in our own table, so that a person can see theirs and end them."""

from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from connexions.ground.base import clock
from connexions.registers.accounts.models import Session

SEEN, STARTED, WHERE, DEVICE = "seen", "started", "where", "device"
REST = 60  # seconds between two writes of a session that is merely being used


class SessionStore(DatabaseStore):
    """A session that knows when it was last used, and whose it is."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def save(self, must_create: bool = False) -> None:
        """Every write begins the idle time anew."""
        now = _seconds()
        self[SEEN] = now
        self.setdefault(STARTED, now)
        super().save(must_create)

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        instance = cast("Session", super().create_model_instance(data))
        instance.user_id = data.get(SESSION_KEY)
        instance.where = str(data.get(WHERE, ""))[:80]
        instance.device = str(data.get(DEVICE, ""))[:200]
        return instance

    def touch(self) -> None:
        """Somebody did something: let the idle time begin anew, writing at most once in ``REST`` seconds."""
        if self.remaining <= settings.SESSION_COOKIE_AGE - REST:
            self[SEEN] = _seconds()

    @property
    def remaining(self) -> int:
        """Seconds until the session ends by itself."""
        used = _seconds() - int(self.get(SEEN, _seconds()))
        return max(int(settings.SESSION_COOKIE_AGE) - used, 0)

    def get_expiry_age(self, **kwargs: Any) -> int:
        """What pages announce. What is stored is reckoned from each write."""
        return self.remaining


def _seconds() -> int:
    return int(clock.now().timestamp())
