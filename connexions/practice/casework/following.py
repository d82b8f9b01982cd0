"""What is to be done, told where it is looked for: on Today, to the next adviser, to whoever leaves."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.design import words
from connexions.practice.casework import rules, signals, today
from connexions.practice.casework.actions import follow_ups as taking
from connexions.practice.casework.presenters.addresses import addresses
from connexions.practice.casework.queries import follow_ups
from connexions.practice.casework.today import OVERDUE, THIS_WEEK, Asked, Line, Told
from connexions.registers.accounts import leaving
from connexions.registers.people.models import YoungPerson

READ = 500  # nobody has more to do in a week


def own_follow_ups(asked: Asked) -> Told:
    """What the adviser is to do for anybody, their own or not, within a week or past its day."""
    until = asked.on + timedelta(days=rules.THIS_WEEK_DAYS)
    mine = follow_ups.owned(owner=asked.adviser, until=until, by=asked.by)
    page = addresses("casework:follow_ups")
    rows = mine.order_by("due_on", "id").values_list("young_person_id", "due_on", "words")[:READ]
    lines = (_line(one, due, said, asked, page(one)) for one, due, said in rows)
    return today.told(lines, most=asked.most)


def _line(young_person_id: UUID, due: date, said: str, asked: Asked, href: str) -> Line:
    late = (asked.on - due).days
    group = OVERDUE if late > 0 else THIS_WEEK
    state = f"To do, {words.count(late, 'day')} late" if late > 0 else f"To do by {words.short_day(due)}"
    return Line(group, young_person_id, due, state, said, "Open", href)


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
    today.register(today.Source("follow_up", "To do", own_follow_ups, order=13))
