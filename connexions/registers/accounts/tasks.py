"""What the worker tidies up."""

from procrastinate.contrib.django import app

from connexions.ground.base import clock
from connexions.ground.base.acting import NATIONAL_UNIT, system
from connexions.registers.accounts import throttle
from connexions.registers.accounts.actions import codes
from connexions.registers.accounts.sessions import SessionStore


@app.periodic(cron="17 * * * *")
@app.task(name="accounts.tidy")
def tidy(timestamp: int) -> None:
    """Each hour: forget ended sessions, old codes and old tries."""
    now = clock.now()
    SessionStore.clear_expired()
    codes.forget_old(at=now, by=system("tidy", partnership=NATIONAL_UNIT))
    throttle.forget_old(at=now)
