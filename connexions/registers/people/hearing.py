"""What this room hears from the post room: that a number wants no more texts, or texts again, and which address is
wrong for good. It is kept with the number, on every record that bears it."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from connexions.ground.base.acting import Actor
from connexions.ground.messaging.signals import Heard, not_delivered, text_arrived
from connexions.registers.people.actions import contact_points
from connexions.registers.people.models import Carer, ContactPoint

STOPPED = ContactPoint.TEXTED_STOP


def start() -> None:
    """Listen; called as the room starts."""
    text_arrived.connect(heed, dispatch_uid="people.heed")
    not_delivered.connect(note_failed, dispatch_uid="people.note_failed")


def heed(*, number: str, wish: str, at: datetime, by: Actor, **_: Any) -> Heard:
    """Keep with each record that bears the number what it wishes; whether any here does."""
    here = by.partnership
    points = list(_points(number, here))
    for one in points:
        if wish == "stop" and one.opted_out_on is None:
            _change(one, by, opted_out_on=timezone.localdate(at), opted_out_how=STOPPED, preferred=False)
        elif wish == "start" and one.opted_out_how == STOPPED:
            _change(one, by, opted_out_on=None, opted_out_how="")
    return Heard(known=bool(points) or Carer.objects.filter(partnership=here, phone=number).exists())


def note_failed(*, address: str, for_good: bool, at: datetime, by: Actor, **_: Any) -> None:
    """An address takes nothing any more: nobody tries it again before somebody has looked."""
    on: date = timezone.localdate(at)
    if for_good:
        for one in _points(address, by.partnership).filter(failed_on=None):
            _change(one, by, failed_on=on, preferred=False)


def _points(value: str, partnership: int) -> QuerySet[ContactPoint]:
    found = ContactPoint.objects.select_related("young_person")
    return found.filter(partnership=partnership, value=value)


def _change(point: ContactPoint, by: Actor, **facts: Any) -> None:
    contact_points.change(point=point, by=by, version=None, facts=facts)
