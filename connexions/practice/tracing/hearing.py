"""What this room hears: that somebody's activity was recorded, which answers whoever reported that they had left."""

from datetime import date
from typing import Any

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.practice.tracing.actions import leavings
from connexions.practice.tracing.models import Leaving
from connexions.practice.tracing.rules.outcomes import ending_of
from connexions.practice.tracking import signals
from connexions.practice.tracking.models import Activity
from connexions.registers.people.models import YoungPerson


def start() -> None:
    """Listen; called as the room starts."""
    signals.activity_changed.connect(end_reports, dispatch_uid="tracing.end_reports")


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
