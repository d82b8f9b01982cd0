"""What the first advisers have still to do, a guided contact, one put right, and their group sessions."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from config.demo.people import Population
from config.demo.rows import Keys
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.practice.casework.actions import contacts, corrections, follow_ups, sessions
from connexions.practice.casework.models import Attendance, Contact
from connexions.practice.casework.queries.guides import national
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership
from connexions.registers.people.models import YoungPerson

ADVISERS = ("priya.nair@tyneandwear.example.org", "megan.pryke@suffolk.example.org")
FIRST = 14
TO_DO = (
    "Ring the college about the bursary form",
    "Send the address of the open day",
    "Ask at the centre for a quiet room",
    "Find out which bus goes there before nine",
)
TONIGHT = (
    "At his uncle’s until Christmas; safe there.",
    "Argument at home in October. Going back is not possible.",
)


def write_acting(population: Population, keys: Keys) -> None:
    """Done through the actions themselves, as each adviser would."""
    for email in ADVISERS:
        held = Membership.objects.filter(user__email=email).select_related("user").first()
        if held is None or email not in keys.workers:
            continue
        by = actor_for(held, held.user, from_where="127.0.0.1")
        with tenancy.acting(by):
            mine = list(
                YoungPerson.objects.filter(adviser=held.user_id).order_by("level_of_need", "id")[:FIRST]
            )
            if mine:
                _to_do(mine, population.today, by)
                _guided(mine[0], population.today, by)
                _groups(mine, population.today, by)


def _moment(on: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(hour)))


def _to_do(mine: list[YoungPerson], today: date, by: Actor) -> None:
    for place, young_person in enumerate(mine[1:9]):
        written = today - timedelta(days=6)
        follow_up = follow_ups.add(
            young_person=young_person,
            words=TO_DO[place % len(TO_DO)],
            due_on=today + timedelta(days=place - 3),
            at=_moment(written, 11),
            by=by,
        )
        if place == 7:
            follow_ups.settle(
                follow_up=follow_up, move="finish", came_of_it="Sent and answered.", on=today, by=by
            )


def _guided(young_person: YoungPerson, today: date, by: Actor) -> None:
    guide, at = national()["homelessness"], _moment(today - timedelta(days=2), 14)
    headings = [heading for heading, _ in guide.prompts]
    contact = contacts.record(
        young_person=young_person,
        at=at,
        channel=Contact.Channel.MET,
        outcome=Contact.Outcome.SPOKE,
        words="",
        guided=contacts.Guided(
            guide.key, guide.name, guide.version, list(zip(headings, TONIGHT, strict=False))
        ),
        besides=contacts.Besides(minutes=40),
        recorded_at=at + timedelta(hours=1),
        by=by,
    )
    corrections.correct(
        contact=contact,
        typed={"minutes": 45},
        because="I looked at the wrong clock",
        version=contact.version,
        at=at + timedelta(hours=2),
        by=by,
    )


def _groups(mine: list[YoungPerson], today: date, by: Actor) -> None:
    for title, ago in (("Interviews, and how to breathe in them", 8), ("What an apprenticeship pays", 0)):
        told = {
            "title": title,
            "kind": "workshop",
            "at": _moment(today - timedelta(days=ago), 9 if ago else 0),
            "minutes": 60,
            "place": "Grove Hill centre",
            "topic": "What to ask, what to bring, how to get there",
            "notes": "A lively hour. The second half needs a bigger room.",
        }
        session = sessions.set_up(told=told, by=by)
        sessions.add(session=session, young_people=mine, by=by)
        if not ago:
            continue
        marks = {
            line.pk: ("absent", "Ill") if place % 5 == 3 else ("late" if place % 5 == 1 else "present", "")
            for place, line in enumerate(Attendance.objects.filter(session=session).order_by("id"))
        }
        sessions.mark(session=session, marks=marks, by=by)
        sessions.close(session=session, attempts=True, at=_moment(today - timedelta(days=ago), 12), by=by)
