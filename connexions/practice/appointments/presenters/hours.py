"""Hours in words."""

from connexions.ground.design import words
from connexions.practice.appointments.models import AdviserSession

Kind = AdviserSession.Kind


def said(one: AdviserSession) -> str:
    """Mondays, 9am to midday, Grove Hill centre; 24 November 2026, away all day."""
    if one.kind == Kind.WEEKLY:
        day = f"{words.DAYS[one.weekday or 0]}s"
    elif one.until_on and one.until_on != one.from_on:
        day = f"{words.day(one.from_on)} to {words.day(one.until_on)}"
    else:
        day = words.long_day(one.from_on)
    parts = [day, _times(one)]
    if one.centre is not None:
        parts.append(one.centre.name)
    if one.drop_in:
        parts.append("drop-in")
    elif one.kind != Kind.AWAY:
        parts.append(f"slots of {one.slot_minutes} minutes")
    if one.kind == Kind.WEEKLY and one.until_on:
        parts.append(f"until {words.day(one.until_on)}")
    if one.note:
        parts.append(one.note)
    return ", ".join(parts)


def _times(one: AdviserSession) -> str:
    if one.ends is None:
        return "all day" if one.starts.hour == 0 else f"from {words.time(one.starts)}"
    return f"{words.time(one.starts)} to {words.time(one.ends)}"
