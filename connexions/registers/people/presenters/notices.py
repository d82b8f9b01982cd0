"""What was told, as pages say it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from connexions.ground.design import words
from connexions.ground.design.furniture import url_if_any
from connexions.ground.messaging.models import Channel, Message
from connexions.registers.people.models import Notice


@dataclass(frozen=True)
class Row:
    """One notice on the record: what was told, and whether it arrived."""

    notice: Notice
    look: str
    state: str
    needs_telling: bool


def mine(found: Iterable[Notice]) -> dict[str, Any]:
    """What the young person's own page needs."""
    told = list(found)
    return {
        "notices": [(one, url_if_any(one.page) if one.page else None) for one in told],
        "unread": sum(one.seen_at is None for one in told),
    }


def told(found: Iterable[Notice]) -> list[Row]:
    """What the record's page needs."""
    return [_row(one) for one in found]


def _row(notice: Notice) -> Row:
    look, state = _state(notice)
    return Row(notice, look, state, look == "overdue")


def _state(notice: Notice) -> tuple[str, str]:
    if notice.seen_at:
        return "done", f"Read {words.short_day(notice.seen_at)}"
    if notice.in_person_at:
        who = f" by {notice.in_person_by.name}" if notice.in_person_by else ""
        return "done", f"Told in person{who} {words.short_day(notice.in_person_at)}"
    message = notice.message
    if message is None:
        return "overdue", "Not sent: no number or address that we may use"
    if message.state in (Message.State.FAILED, Message.State.REFUSED):
        return "overdue", f"Not sent: {message.reason or 'it failed'}"
    way = "Texted" if message.channel == Channel.TEXT else "E-mailed"
    return ("new", f"{way} {words.short_day(message.sent_at)}") if message.sent_at else ("todo", "On its way")
