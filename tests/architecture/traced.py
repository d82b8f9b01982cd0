"""What finding people keeps, and what was put right, in the small world in which every address is walked."""

from datetime import date, timedelta
from typing import Any

from connexions.ground.base import clock
from connexions.practice.tracing.models import (
    CallSession,
    Leaving,
    Recipient,
    Sending,
    StatusAnswer,
    StatusLink,
    Turn,
)
from connexions.practice.tracking.models import Activity, Correction, Source
from connexions.registers.accounts.by_link import hash_of
from connexions.registers.accounts.models import User
from tests.architecture.agreement import SECRET

DAY = date(2026, 11, 3)


def plant_tracing(about: dict[str, Any], adviser: User) -> dict[str, Any]:
    """A call session with an open turn, a sending, a link with its answer, a report of leaving; a correction."""
    here, now = {"partnership_id": about["partnership_id"]}, clock.now()
    later = now + timedelta(days=7)
    session = CallSession.objects.create(**here, owner=adviser, queue="not-known", started_at=now)
    turn = Turn.objects.create(**about, session=session, taken_at=now, until_at=later)
    sending = Sending.objects.create(
        **here, way="letter", queue="not-known", words="Hi {name}", made_by=adviser, made_at=now, goes_at=now
    )
    Recipient.objects.create(**about, sending=sending)
    link = StatusLink.objects.create(
        **about, secret_hash=hash_of(SECRET), asked_by=adviser, asked_at=now, good_until=later
    )
    answer = StatusAnswer.objects.create(
        **about, link=link, way="link", state="to_look_at", where="Plantedpast", answered_at=now
    )
    leaving = Leaving.objects.create(
        **about,
        place="Plantedpast",
        reported_by="Plantedpast",
        reported_on=DAY,
        left_on=DAY,
        recorded_by=adviser,
    )
    correction = Correction.objects.create(
        **about, kind="corrected", before=[], after=[], because="Plantedpast", at=now
    )
    return {
        "call_session_id": session.pk,
        "turn_id": turn.pk,
        "sending_id": sending.pk,
        "answer_id": answer.pk,
        "leaving_id": leaving.pk,
        "correction_id": correction.pk,
        "activity_id": Activity.objects.get(young_person=about["young_person"], end_on=None).pk,
        "source_id": Source.objects.filter(partnership=None).order_by("key")[0].pk,
        "queue": "not-known",
        "code": "330",
    }
