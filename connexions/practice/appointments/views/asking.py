"""What an address of the diary asks: a day, an adviser, a length."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import HttpRequest

from connexions.ground.base import clock

FURTHEST = timedelta(days=800)


def day_asked(request: HttpRequest) -> date:
    """The day in the address; today where there is none, or none that a diary has."""
    today = clock.today()
    try:
        found = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today
    return found if abs(found - today) <= FURTHEST else today


def uuid_asked(text: str | None) -> UUID | None:
    """An identifier as typed in an address; none where it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def number_asked(text: str | None, *, least: int, most: int, usual: int) -> int:
    """A whole number between bounds; the usual one where it is none."""
    try:
        found = int(text or "")
    except ValueError:
        return usual
    return found if least <= found <= most else usual


def moment_asked(text: str | None) -> datetime | None:
    """A moment with its zone; none where it is none."""
    try:
        found = datetime.fromisoformat((text or "").replace(" ", "+"))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
