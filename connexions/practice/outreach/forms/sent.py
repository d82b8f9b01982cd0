"""What a device sends: read with care, for it may have been altered, cut short or made by an older page."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework.models import Contact
from connexions.practice.outreach.actions.written import Sent
from connexions.practice.outreach.models import Written
from connexions.practice.outreach.sealing import Parcel

LARGEST = 600_000  # bytes: a hundred thousand letters of any script, sealed and in base64
UNREADABLE = "What was sent cannot be read. It is still on the device: load the page anew and send it again."
TOO_LONG = "This is too long to send. It is still on the device: shorten it, or write it as two."


def body(raw: bytes) -> dict[str, Any]:
    """The JSON object that was sent. Raises ``NotPossible``."""
    if len(raw) > LARGEST:
        raise NotPossible(TOO_LONG)
    try:
        told = json.loads(raw)
    except ValueError as problem:
        raise NotPossible(UNREADABLE) from problem
    if not isinstance(told, dict):
        raise NotPossible(UNREADABLE)
    return told


def parcel(told: dict[str, Any]) -> tuple[UUID, UUID, Parcel, datetime]:
    """The numbers of copy and note, what was sealed, and the device's time of sending. Raises ``NotPossible``."""
    try:
        sealed = Parcel(str(told["key"]), str(told["iv"]), str(told["box"]))
        return UUID(str(told["copy"])), UUID(str(told["id"])), sealed, moment(told["sent_at"])
    except (KeyError, TypeError, ValueError) as problem:
        raise NotPossible(UNREADABLE) from problem


def sent(told: dict[str, Any], *, made_id: UUID) -> Sent:
    """What was in it. Raises ``NotPossible``."""
    try:
        kind = Written.Kind(str(told["kind"])).value
        if kind == Written.Kind.STEP:
            UUID(str(told["step"]))
        elif told.get("unfinished") is not True:
            Contact.Channel(str(told["channel"]))
            Contact.Outcome(str(told["outcome"]))
        return Sent(
            made_id=made_id,
            kind=kind,
            young_person_id=UUID(str(told["young_person"])),
            at=moment(told["at"]),
            typed=told.get("typed") is True,
            written_at=moment(told["written_at"]),
            told={**told, "words": str(told.get("words", "")).replace("\x00", "")},
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise NotPossible(UNREADABLE) from problem


def moment(value: Any) -> datetime:
    """A time as a device writes it. Raises ``ValueError`` for none, and for one that no clock shows."""
    found = datetime.fromisoformat(str(value))
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    if not datetime(2000, 1, 1, tzinfo=UTC) < found < datetime(2200, 1, 1, tzinfo=UTC):
        raise ValueError("no clock shows this")
    return found.astimezone(UTC)
