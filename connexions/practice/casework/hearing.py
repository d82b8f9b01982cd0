"""What the casework does when a room below tells it something."""

from datetime import date
from typing import Any

from connexions.ground.base.acting import system
from connexions.practice.casework.actions import falling_due
from connexions.practice.tracking import signals as tracking
from connexions.registers.people.models import YoungPerson


def activity_changed(*, young_person: YoungPerson, on: date, **_: Any) -> None:
    """What they do is another thing now: a rule may want a review. It follows by rule, whoever recorded it."""
    by = system("Review rules", partnership=young_person.partnership_id)
    falling_due.work_out(young_person=young_person, on=on, by=by)


def start() -> None:
    """Listen; called as the room starts."""
    tracking.activity_changed.connect(_heard_activity, dispatch_uid="casework.reviews")


def _heard_activity(sender: object, **told: Any) -> None:
    activity_changed(**told)
