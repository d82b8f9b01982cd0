"""Looking at what young people and carers answered where it differs from the record."""

from datetime import date, datetime

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.tracing import permissions
from connexions.practice.tracing.actions._noting import hand, note
from connexions.practice.tracing.models import StatusAnswer
from connexions.practice.tracking.actions import activities
from connexions.practice.tracking.models import ActivityKind

SOURCE_KEY = "answer_by_link"


@transaction.atomic
def take(
    *,
    answer: StatusAnswer,
    kind: ActivityKind,
    start_on: date,
    on: date,
    at: datetime,
    by: Actor,
    establishment_name: str = "",
    review_on: date | None = None,
    predicted_end_on: date | None = None,
) -> StatusAnswer:
    """Take an answer on to the record: it is what they do now. Raises ``NotAllowed``, ``NotPossible``."""
    stored = _to_look_at(answer, by)
    who = stored.by_carer or "Their own answer"
    activities.record(
        young_person=stored.young_person,
        kind=kind,
        start_on=start_on,
        on=on,
        by=by,
        establishment_name=establishment_name,
        review_on=review_on,
        predicted_end_on=predicted_end_on,
        source=f"{who}, {stored.get_way_display().lower()}"[:100],
        source_key=SOURCE_KEY,
    )
    return _settle(stored, StatusAnswer.State.TAKEN, at, by)


@transaction.atomic
def put_aside(*, answer: StatusAnswer, because: str, at: datetime, by: Actor) -> StatusAnswer:
    """Leave the record as it is, and say why."""
    stored = _to_look_at(answer, by)
    if not because.strip():
        raise NotPossible("Say why it is not taken on to the record.")
    stored.because = because.strip()
    return _settle(stored, StatusAnswer.State.PUT_ASIDE, at, by)


def _to_look_at(answer: StatusAnswer, by: Actor) -> StatusAnswer:
    found = StatusAnswer.objects.select_for_update(of=("self",)).select_related("young_person")
    stored = found.get(pk=answer.pk)
    permissions.check_may_settle(stored.young_person, by)
    if stored.state != StatusAnswer.State.TO_LOOK_AT:
        raise NotPossible("Somebody has looked at this already.")
    return stored


def _settle(stored: StatusAnswer, state: StatusAnswer.State, at: datetime, by: Actor) -> StatusAnswer:
    stored.state, stored.settled_at, stored.settled_by_id = state, at, hand(by)
    stored.save()
    note(f"tracing.answer.{state.value}", stored, by)
    return stored
