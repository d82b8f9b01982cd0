"""What this room hears: that somebody's activity was recorded, which answers whoever reported that they had left;
and that a text arrived, which may answer whoever asked."""

from datetime import date, datetime
from typing import Any

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.messaging.signals import Heard, text_arrived
from connexions.practice.tracing.actions import leavings, links
from connexions.practice.tracing.models import Leaving, StatusAnswer
from connexions.practice.tracing.rules.outcomes import ending_of
from connexions.practice.tracking import signals
from connexions.practice.tracking.models import Activity
from connexions.registers.people.models import YoungPerson


def start() -> None:
    """Listen; called as the room starts."""
    signals.activity_changed.connect(end_reports, dispatch_uid="tracing.end_reports")
    text_arrived.connect(take_answer, dispatch_uid="tracing.take_answer")


def end_reports(
    *, young_person: YoungPerson, activity: Activity | None, by: Actor, on: date, **_: Any
) -> None:
    """End the open reports that a new activity answers, and tell them back."""
    if activity is None:
        return
    for one in Leaving.objects.filter(young_person=young_person, ending=""):
        if activity.start_on < one.left_on:
            continue  # what they did before they left
        same = activity.establishment_name.strip().lower() == one.place.strip().lower()
        ending = ending_of(activity.kind.group, same_place=same)
        if ending:
            leavings.end(leaving=one, ending=ending, version=one.version, on=on, at=clock.now(), by=by)


def take_answer(*, number: str, words: str, wish: str, at: datetime, by: Actor, **_: Any) -> Heard | None:
    """A text that answers what was asked of them at this number; else why it does not."""
    if wish:
        return None
    try:
        made = links.text_came(number=number, words=words, on=clock.today(), at=at, by=by)
    except NotPossible as refusal:
        return Heard(why=refusal.sentence)
    confirmed = made.state == StatusAnswer.State.CONFIRMED
    return Heard(known=True, taken="Confirms what we have" if confirmed else "An answer, to be looked at")
