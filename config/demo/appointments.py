"""Rooms, hours, a fortnight of appointments either way, and a few people waiting at one front desk."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from config.demo.people import Population
from connexions.ground.base import clock
from connexions.practice.appointments.models import (
    AdviserSession,
    Appointment,
    ClosedDay,
    DiaryRules,
    OpeningTime,
    Room,
    Waiting,
)
from connexions.practice.appointments.rules.times import nearest
from connexions.registers.accounts.models import Membership
from connexions.registers.partners.models import Centre
from connexions.registers.people.models import YoungPerson

ROOMS = (("Room 1", 3, True), ("Room 2", 6, True), ("Upstairs room", 4, False))
HOURS = ((0, 9, 12), (0, 13, 16), (1, 9, 12), (2, 13, 17), (3, 9, 12), (3, 13, 16), (4, 9, 12))
PURPOSES = (
    "Look at college courses together",
    "Fill in the apprenticeship application",
    "How the first weeks at work are going",
    "Sort out the bursary form",
    "Review the plan",
    "First meeting: what would help",
)
TODAY = ((9, 15), (10, 15), (11, 30), (14, 0), (15, 30))
WAITS = (
    ("Kayleigh", "Needs a letter for college", ""),
    ("Reece", "Has nowhere to stay tonight", "Nowhere to sleep tonight"),
    ("Sam", "Bus pass", ""),
)
LEADS = ("priya.nair@tyneandwear.example.org", "megan.pryke@suffolk.example.org")


def write_appointments(population: Population) -> None:
    """Everything of the diary, in a few statements for each partnership. Call it as the owner."""
    advisers = Membership.objects.filter(role="personal_adviser", until_on=None, team__centre__isnull=False)
    rooms = _rooms()
    for held in advisers.filter(user__email__endswith="example.org").select_related("team", "user"):
        assert held.team is not None
        assert held.team.centre_id is not None
        _hours(held, population.today)
        _appointments(held, rooms[held.team.centre_id], population)
    for email in LEADS:
        lead = Membership.objects.filter(user__email=email).select_related("team").first()
        if lead is not None and lead.team is not None and lead.team.centre_id is not None:
            _waiting(lead, population)


def _rooms() -> dict[int, list[Room]]:
    found: dict[int, list[Room]] = {}
    for centre in Centre.objects.order_by("id"):
        mine = {"partnership_id": centre.partnership_id, "centre": centre}
        found[centre.pk] = [
            Room.objects.get_or_create(
                **mine, name=name, defaults={"people": people, "step_free": step_free}
            )[0]
            for name, people, step_free in ROOMS
        ]
        for weekday in range(6):
            closes = time(13) if weekday == 5 else time(17, 30)
            OpeningTime.objects.get_or_create(
                **mine, weekday=weekday, defaults={"opens": time(9), "closes": closes}
            )
        year = clock.today().year
        ClosedDay.objects.get_or_create(**mine, on=date(year, 12, 25), defaults={"why": "Christmas Day"})
        DiaryRules.objects.get_or_create(partnership_id=centre.partnership_id)
    return found


def _hours(held: Membership, today: date) -> None:
    assert held.team is not None
    said: dict[str, Any] = {
        "partnership_id": held.partnership_id,
        "adviser_id": held.user_id,
        "from_on": today - timedelta(days=200),
        "centre_id": held.team.centre_id,
    }
    made = [
        AdviserSession(**said, kind="weekly", weekday=weekday, starts=time(begins), ends=time(ends))
        for weekday, begins, ends in HOURS
    ]
    made.append(
        AdviserSession(**said, kind="weekly", weekday=4, starts=time(13), ends=time(16), drop_in=True)
    )
    if today.weekday() > 4:
        once = said | {"from_on": today, "until_on": today, "note": "Open day"}
        made.append(AdviserSession(**once, kind="once", starts=time(9), ends=time(17)))
    away = today + timedelta(days=24 - today.weekday())
    gone = {"from_on": away, "until_on": away + timedelta(days=1), "centre_id": None, "note": "Training"}
    made.append(AdviserSession(**said | gone, kind="away"))
    AdviserSession.objects.bulk_create(made)


def _appointments(held: Membership, rooms: list[Room], population: Population) -> None:
    """One on most days either side of today, and a full day today."""
    rng = Random(f"{population.seed}/appointments/{held.user.email}")
    mine = list(
        YoungPerson.objects.filter(partnership_id=held.partnership_id, adviser_id=held.user_id)
        .order_by("level_of_need", "id")
        .values_list("id", flat=True)[:40]
    )
    if not mine:
        return
    today = population.today
    taken: set[Any] = {*Appointment.objects.filter(room__in=rooms).values_list("room", "starts_at")}
    lead = held.user.email in LEADS
    wanted = [(today, at) for at in (TODAY if lead else TODAY[1:3])]
    for ahead in range(-12, 14):
        day = today + timedelta(days=ahead)
        if ahead and day.weekday() < 5 and rng.random() < 0.75:
            wanted.append((day, (rng.choice((9, 10, 11, 14, 15)), rng.choice((0, 30)))))
    made = []
    for place, (day, at) in enumerate(wanted):
        starts_at = nearest(day, time(*at))
        room = next((one for one in rooms if (one.pk, starts_at) not in taken), None)
        taken.add((room.pk if room else None, starts_at))
        made.append(_one(held, mine[place % len(mine)], starts_at, room, rng, past=day < today))
    Appointment.objects.bulk_create(made)


def _one(
    held: Membership, person: UUID, starts_at: datetime, room: Room | None, rng: Random, *, past: bool
) -> Appointment:
    how = "room" if room is not None and rng.random() < 0.8 else "phone"
    status = rng.choices(("came", "did_not_attend", "cancelled_by_them"), (8, 2, 1))[0] if past else "booked"
    settled = starts_at + timedelta(minutes=40) if past else None
    return Appointment(
        partnership_id=held.partnership_id,
        young_person_id=person,
        adviser_id=held.user_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        how=how,
        room=room if how == "room" else None,
        purpose=rng.choice(PURPOSES),
        with_carer=rng.random() < 0.2,
        status=status,
        next_step="Offer another appointment" if status == "did_not_attend" else "",
        booked_by_id=held.user_id,
        booked_at=starts_at - timedelta(days=9),
        settled_at=settled,
        settled_by_id=held.user_id if past else None,
    )


def _waiting(lead: Membership, population: Population) -> None:
    """Three without a record, the second of them urgent, and one with."""
    assert lead.team is not None
    now = (
        clock.now()
        if population.today == clock.today()
        else datetime.combine(population.today, time(11), UTC)
    )
    known = YoungPerson.objects.filter(partnership_id=lead.partnership_id, adviser_id=lead.user_id).last()
    made = [
        Waiting(ticket=number, first_name=name, about=about, urgent=bool(why), urgent_reason=why)
        for number, (name, about, why) in enumerate(WAITS, start=1)
    ]
    made.append(Waiting(ticket=len(made) + 1, young_person=known, about="Wants to talk about work"))
    for number, one in enumerate(made):
        one.partnership_id, one.centre_id, one.on = (
            lead.partnership_id,
            lead.team.centre_id or 0,
            population.today,
        )
        one.came_at = now - timedelta(minutes=34 - 7 * number)
    Waiting.objects.bulk_create(made)
