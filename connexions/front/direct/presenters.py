"""A young person's first page, in words they would use."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from connexions.front.direct.queries import Home
from connexions.ground.design import words
from connexions.practice.appointments.models import Appointment
from connexions.practice.casework.models import Goal, Step
from connexions.practice.tracing.rules.plain import plain
from connexions.registers.people.audiences import audience_in_short, organisations
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.presenters.record import covering

AHEAD = 3  # appointments after the next that are told here


@dataclass(frozen=True)
class Meeting:
    """When and where we meet, and whom."""

    on: date
    what: str
    where: str


@dataclass(frozen=True)
class MyGoal:
    """A goal, how far it has come, and whose turn it is."""

    words: str
    done: int
    dropped: int
    total: int
    turn: str


def page(home: Home, *, on: date) -> dict[str, Any]:
    """What the page needs."""
    of, doing = home.young_person, home.doing
    meetings = [_meeting(one) for one in home.coming[: AHEAD + 1]]
    return {
        "young_person": of,
        "next": meetings[0] if meetings else None,
        "after": meetings[1:],
        "asks": home.asking is not None,
        "goals": [_goal(goal, of, on) for goal in home.plan.goals.all() if goal.status == Goal.Status.OPEN]
        if home.plan
        else [],
        "look_back": home.review.due_on if home.review and home.review.due_on >= on else None,
        "adviser": of.adviser.name if of.adviser else "",
        "helps": _helps(of, on),
        "doing": plain(doing.kind_id, doing.establishment_name) if doing else "",
        "since": words.month(doing.start_on) if doing else "",
        "who_sees": audience_in_short(of),
        "others": organisations(home.open_to),
        "own_pages": home.pages,
        "unread": words.count(home.unread, "new message") if home.unread else "",
    }


def _meeting(one: Appointment) -> Meeting:
    starts = timezone.localtime(one.starts_at)
    place = f"{one.room.centre.name}, {one.room.name}" if one.room else one.where or one.get_how_display()
    address = f". {one.room.centre.address}" if one.room and one.room.centre.address else ""
    what = f"{one.purpose}, with {one.adviser.name}" if one.purpose else f"You meet {one.adviser.name}"
    when = f"{words.DAYS[starts.weekday()]}, {words.time(starts)}"
    return Meeting(starts.date(), what, f"{when}. {place}{address}.")


def _goal(goal: Goal, of: YoungPerson, on: date) -> MyGoal:
    steps = list(goal.steps.all())
    left = [one for one in steps if one.status in (Step.Status.TO_DO, Step.Status.STARTED)]
    turn = min(left, key=lambda one: one.due_on, default=None)
    return MyGoal(
        words=goal.words,
        done=sum(one.status == Step.Status.DONE for one in steps),
        dropped=sum(one.status == Step.Status.DROPPED for one in steps),
        total=len(steps),
        turn=_turn(turn, of, on) if turn else "",
    )


def _turn(step: Step, of: YoungPerson, on: date) -> str:
    """Whose turn it is. No alarm for a young person: what is past its day is still to do."""
    if step.owner == Step.Owner.YOUNG_PERSON:
        whose = "Your turn"
    elif step.owner == Step.Owner.ADVISER:
        whose = f"{of.adviser.name if of.adviser else 'Your adviser'}’s turn"
    else:
        whose = f"{step.owner_name or step.get_owner_display()}’s turn"
    until = f", by {words.day(step.due_on)}" if step.due_on >= on else ""
    return f"{whose}: {step.words}{until}"


def _helps(of: YoungPerson, on: date) -> str:
    if of.adviser is None:
        return "You have none yet. Any centre can help you."
    if cover := covering(of, on=on):
        return f"{cover[0]} helps you until {words.day(cover[1])}, while {of.adviser.name} is away."
    return "Helps you with work, learning and whatever stands in the way."
