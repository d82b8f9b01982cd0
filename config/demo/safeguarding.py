"""Who is told of a concern, concerns in several states, risk notes of all three kinds, and a visit that goes on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from connexions.ground.base.acting import Role
from connexions.registers.accounts.models import Membership
from connexions.registers.people.models import YoungPerson
from connexions.trust.safeguarding.models import (
    Challenge,
    Concern,
    Decision,
    Event,
    Lead,
    Outing,
    OutingEvent,
    Reach,
    Reader,
    RiskChange,
    RiskNote,
    RotaTurn,
    RoutingRule,
    SafeguardingRules,
    ToDo,
    ToldOf,
)
from connexions.trust.safeguarding.rules.rota import at_local

LONDON = ZoneInfo("Europe/London")
RULES = (
    ("", "always", (("leads", 30), ("partnership_managers", 30))),
    ("", "night", (("on_duty", 15), ("leads", 15), ("partnership_managers", 15))),
    ("colleague", "always", (("partnership_managers", 60),)),
)
# Days ago, kind, what was said, how far it came.
CONCERNS = (
    (
        0,
        "nowhere",
        "Their mother’s partner put them out last night. They slept at the bus station.",
        "waiting",
    ),
    (
        3,
        "criminal",
        "New phone, new trainers, a second SIM card. Says a friend asks for “small favours”.",
        "taken_on",
    ),
    (12, "domestic", "Told me that things are thrown at home and that the little sister hides.", "decided"),
    (60, "self_harm", "Old cuts on the arm. Talked about it openly and wants to see somebody.", "closed"),
)
AXES = (
    "to_them", "life", "the police",
    "Men with axes chased {name} near the old gasworks on a Friday night; they have not been found.",
    "Meet at the centre or at the college, and walk with {name} to the bus. Do not say where {name} lives now.",
)  # fmt: skip
NOTES = (
    AXES,
    (
        "around_them", "care", "a neighbour",
        "Two dogs run loose in the yard in front of the flats, and have bitten the postman.",
        "Ring from the gate: {name} comes down. Or meet at the café on the corner.",
    ),
    (
        "from_them", "serious", "the school",
        "{name} threw a chair when the talk came to foster care; a teacher’s hand was hurt.",
        "Meet in the front room with the door open, and leave foster care for a second meeting.",
    ),
)  # fmt: skip
NIGHTS = 12  # of the fortnight that are covered: the page shows the gap that is left


def write_safety(partnerships: Sequence[int], *, today: date) -> None:
    """The same in every partnership, whatever the number of people."""
    for partnership in partnerships:
        managers = _staff(partnership, Role.TEAM_MANAGER)
        advisers = _staff(partnership, Role.PERSONAL_ADVISER)
        if not managers or not advisers:
            continue
        people = _people(advisers[0])
        _settled(partnership, managers, advisers, today)
        _rota(partnership, [*_staff(partnership, Role.DUTY_ADVISER), *managers], today)
        if len(people) > len(CONCERNS):
            _concerns(partnership, managers[0], advisers[0], people, today)
            _notes(partnership, managers[0], advisers[0], people, today)
        _out(partnership, managers[0], advisers[-1], today)


def _staff(partnership: int, role: Role) -> list[Membership]:
    held = Membership.objects.filter(
        partnership_id=partnership, role=role, until_on=None, user__is_active=True
    )
    return list(held.select_related("user", "team").order_by("from_on", "id"))


def _people(adviser: Membership) -> list[YoungPerson]:
    return list(YoungPerson.objects.filter(adviser=adviser.user_id).order_by("id")[:12])


def _at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON)


def _settled(partnership: int, managers: list[Membership], advisers: list[Membership], today: date) -> None:
    here = {"partnership_id": partnership}
    SafeguardingRules.objects.create(**here)
    for kind, when, steps in RULES:
        told = [{"to": to, "minutes": minutes} for to, minutes in steps]
        RoutingRule.objects.create(**here, kind=kind, when=when, steps=told)
    for one in managers[:2]:
        Lead.objects.create(**here, user=one.user, from_on=today - timedelta(days=400))
    Reach.objects.create(
        **here, user=managers[0].user, mobile="+447700900401", buddy=advisers[0].user, help_words=None
    )


def _rota(partnership: int, by_turns: list[Membership], today: date) -> None:
    """Each has the nights of a week, the one that ends this morning too; some of the second have nobody."""
    for n in range(-1, NIGHTS):
        on, who = today + timedelta(days=n), by_turns[n // 7 % len(by_turns)]
        RotaTurn.objects.create(
            partnership_id=partnership, user=who.user, from_at=at_local(on, time(17, 30)),
            until_at=at_local(on + timedelta(days=1), time(8, 30)),
        )  # fmt: skip


def _concerns(
    partnership: int, lead: Membership, adviser: Membership, people: list[YoungPerson], today: date
) -> None:
    for place, (ago, kind, words, state) in enumerate(CONCERNS):
        at = _at(today - timedelta(days=ago), 7)
        taken = state != "waiting"
        made = Concern(
            partnership_id=partnership, young_person=people[place], whom="", kind=kind, words=words, state=state,
            raised_by=adviser.user, raised_as=Role.PERSONAL_ADVISER, raised_at=at, team_id=people[place].team_id,
            at_night=True, minutes=30, steps=[{"to": "leads", "minutes": 1440}],
            take_on_by_at=at + timedelta(days=1), taken_on_at=at + timedelta(minutes=9) if taken else None,
            held_by=lead.user if taken else None, closed_at=at + timedelta(days=20) if state == "closed" else None,
            review="Sees the nurse every week; safe and well. Asking early helped." if state == "closed" else None,
        )  # fmt: skip
        made.save(force_insert=True)
        _kept(made, lead, adviser, at)


def _kept(made: Concern, lead: Membership, adviser: Membership, at: datetime) -> None:
    here = {"partnership_id": made.partnership_id, "concern": made}
    Reader.objects.create(**here, user=adviser.user, how="raised", from_at=at)
    Reader.objects.create(**here, user=lead.user, how="given", from_at=at)
    happened = [("raised", adviser.user, ""), ("told", None, f"{lead.user.name} (designated lead)")]
    happened += [("taken_on", lead.user, "")] if made.state != "waiting" else []
    for n, (what, who, words) in enumerate(happened):
        name = who.name if who else "Safeguarding"
        moment = at + timedelta(minutes=4 * n)
        Event(**here, at=moment, what=what, by=who, by_name=name, words=words).save(force_insert=True)
    if made.state in ("decided", "closed"):
        later, care = at + timedelta(hours=2), made.state == "decided"
        Decision.objects.create(
            **here, what="social_care" if care else "health", by=lead.user, at=later,
            reasons="There is a younger child at home." if care else "They asked for help, and it cannot wait.",
        )  # fmt: skip
        ToldOf.objects.create(
            **here, who="Duty social worker" if care else "School nurse", how="phone", by=lead.user, at=later,
            organisation="Children’s social care" if care else "School health", what="All that was said, and by whom.",
        )  # fmt: skip
    if made.state == "decided":
        ToDo.objects.create(
            **here, words="Ring social care: what did they decide?", owner=lead.user,
            due_on=at.date() + timedelta(days=14),
        )  # fmt: skip


def _notes(
    partnership: int, lead: Membership, adviser: Membership, people: list[YoungPerson], today: date
) -> None:
    for place, (whose, severity, source, words, visit) in enumerate(NOTES):
        person = people[-1 - place]
        at = _at(today - timedelta(days=20 + place), 11)
        note = RiskNote(
            partnership_id=partnership, young_person=person, whose=whose, severity=severity, source=source,
            words=words.format(name=person.known_as), visit=visit.format(name=person.known_as),
            said_on=at.date(), ends_on=today + timedelta(days=90), review_on=today + timedelta(days=40),
            known_to_them=True, written_by=adviser.user, written_at=at,
            checked_on=at.date() if whose == "to_them" else None,
            checked_how="Rang the police" if whose == "to_them" else "",
            checked_by=lead.user if whose == "to_them" else None,
        )  # fmt: skip
        note.save(force_insert=True)
        if whose == "to_them":
            _put_right(note, lead, person, at)


def _put_right(note: RiskNote, lead: Membership, person: YoungPerson, at: datetime) -> None:
    """What it said at first was a label, was challenged by a colleague, and was put right."""
    before = {"whose": "from_them", "words": "Axe incident.", "visit": "No home visits."}
    why = f"{person.known_as} was the one who was chased. Nobody need stay away from {person.known_as}."
    Challenge(
        partnership_id=note.partnership_id, young_person=person, note=note, made_by=note.written_by, made_at=at,
        by_young_person=False, state="changed", answered_by=lead.user, answered_at=at + timedelta(hours=5),
        words="This reads as though it came from them. They were chased.", answer=why,
    ).save(force_insert=True)  # fmt: skip
    RiskChange(
        partnership_id=note.partnership_id, note=note, what="changed", before=json.dumps(before), why=why,
        by=lead.user, at=at + timedelta(hours=5),
    ).save(force_insert=True)  # fmt: skip


def _out(partnership: int, manager: Membership, worker: Membership, today: date) -> None:
    """A visit that goes on: long enough to be seen, whatever the hour at which the demonstration is made."""
    begun = _at(today, 0, 5)
    made = Outing(
        partnership_id=partnership, worker=worker.user, team=worker.team, buddy=manager.user, where="12 Albion Row",
        started_at=begun, expected_at=begun + timedelta(hours=23, minutes=50),
        look_again_at=begun + timedelta(hours=23, minutes=50),
    )  # fmt: skip
    made.save(force_insert=True)
    OutingEvent(partnership_id=partnership, outing=made, at=begun, what="begun", by=worker.user).save(
        force_insert=True
    )
