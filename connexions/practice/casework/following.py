"""What is to be done, told where it is looked for: on Today, to the next adviser, to whoever leaves."""

from typing import Any
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.addresses import address
from connexions.ground.design import words
from connexions.practice.casework import rules, signals, today
from connexions.practice.casework.actions import follow_ups as taking
from connexions.practice.casework.queries import follow_ups
from connexions.practice.casework.today import Asked, Need, Said, Source
from connexions.registers.accounts import leaving
from connexions.registers.people.models import YoungPerson

TO_DO = f"""
SELECT CASE WHEN f.due_on < asked.today THEN 'overdue' ELSE 'week' END,
    f.young_person_id, f.due_on, f.id, jsonb_build_object('words', f.words)
FROM asked JOIN casework_followup f ON f.owner_id = asked.adviser AND f.status = 'to_do'
    AND f.due_on <= asked.today + {rules.THIS_WEEK_DAYS}
"""  # noqa: S608 - a constant of ours


def to_do(need: Need, asked: Asked) -> Said:
    """What the adviser is to do for anybody, their own or not, within a week or past its day."""
    late = (asked.on - need.day).days
    state = f"To do, {words.count(late, 'day')} late" if late > 0 else f"To do by {words.short_day(need.day)}"
    return Said(state, need.said["words"], "Open", address("casework:follow_ups", need.young_person_id))


def still_to_do(user_id: UUID, by: Actor) -> str:
    """Why somebody may not leave yet: what they were to do would be nobody's."""
    number = follow_ups.number_owned(owner=user_id, by=by)
    if not number:
        return ""
    return f"They still have {words.count(number, 'thing')} to do: give these to somebody first."


def _take_over(
    *, young_person: YoungPerson, before: UUID | None, to: UUID | None, by: Actor, **_: Any
) -> None:
    """What an adviser was to do goes with the young person."""
    if before is not None and to is not None and before != to:
        taking.hand_over(young_person=young_person, before=before, to=to, by=by)


def start() -> None:
    """Register it all; called as the room starts."""
    signals.handed_over.connect(_take_over, dispatch_uid="casework.follow_ups")
    leaving.register(still_to_do)
    today.register(Source("follow_up", "To do", TO_DO, to_do, order=13))
