"""Two who close the same register at the same moment."""

import threading
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework.actions import sessions
from connexions.practice.casework.models import Attendance, Contact
from tests.factories.desk import Desk

NOW = datetime(2026, 11, 3, 15, tzinfo=timezone.get_default_timezone())
TOLD: dict[str, Any] = {"title": "CV workshop", "kind": "workshop", "at": NOW - timedelta(hours=2)}


def test_two_who_close_at_once_write_once(committed: None) -> None:
    """Two real connections: the second waits for the first, and is told."""
    desk = Desk()
    with desk.acting():
        session = sessions.set_up(told=TOLD, by=desk.by)
        sessions.add(session=session, young_people=[desk.jay], by=desk.by)
        line = Attendance.objects.get()
        sessions.mark(session=session, marks={line.pk: ("present", "")}, by=desk.by)
    told: list[str] = []

    def closing() -> None:
        try:
            with desk.acting():
                told.append(f"wrote {sessions.close(session=session, attempts=True, at=NOW, by=desk.by)}")
        except NotPossible as refusal:
            told.append(refusal.sentence)
        finally:
            connection.close()

    both = [threading.Thread(target=closing) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=30)
    assert sorted(told) == [
        "This register was closed already. Nothing was recorded a second time.",
        "wrote 1",
    ]
    with desk.acting():
        assert Contact.objects.count() == 1
