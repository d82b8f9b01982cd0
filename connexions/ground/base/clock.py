"""The only place where the time is read. Views, tasks and commands ask here and pass the answer on.

A journey through a year cannot wait for it: in a product that is being tested, and in no other, a file in the
folder of its own data says by how much the time is ahead, in minutes (``manage.py move_clock``). What PostgreSQL
writes down for itself, the audit above all, keeps the real time.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

FILE = "clock_ahead"


def now() -> datetime:
    """This moment, aware."""
    moment = timezone.now()
    return moment + timedelta(minutes=_ahead()) if settings.TESTING else moment


def today() -> date:
    """Today's date in England."""
    return timezone.localdate(now())


def move(*, days: int, minutes: int = 0) -> datetime:
    """Put the time so many days and minutes ahead of the real one. Raises ``RuntimeError`` outside tests."""
    if not settings.TESTING:
        raise RuntimeError("The time can be moved only in a product that is being tested.")
    place = _file()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(str(days * 24 * 60 + minutes), encoding="utf-8")
    return now()


def _ahead() -> int:
    """By how many minutes; none where no file says so."""
    try:
        return int(_file().read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return 0


def _file() -> Path:
    return Path(settings.VAR) / FILE
