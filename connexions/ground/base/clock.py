"""The only place where the time is read. Views, tasks and commands ask here and pass the answer on."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, aware."""
    return timezone.now()


def today() -> date:
    """Today's date in England."""
    return timezone.localdate()
