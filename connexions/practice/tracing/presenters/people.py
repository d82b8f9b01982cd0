"""People of a queue as its page says them: who, what was last known, what was tried, what is best tried next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from connexions.engines.currency import age, nc_year_group
from connexions.ground.design import words
from connexions.practice.casework.models import Contact
from connexions.practice.tracing.models import QueueRules
from connexions.practice.tracing.rules.next_contact import Known, Next, Point, Way, next_contact
from connexions.practice.tracking.models import Activity
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.reach import shown

MARKS = {
    "phone": "phone",
    "text": "text",
    "email": "letter",
    "letter": "letter",
    "visit": "home",
    "met": "meet",
    "video": "meet",
    "group": "people",
}
WRITTEN = ("text", "email", "letter")
ACTS = {
    Way.PHONE: "Call",
    Way.TEXT: "Text",
    Way.EMAIL: "Write",
    Way.LETTER: "Write",
    Way.VISIT: "Visit",
    Way.NOBODY: "Decide",
}
SHOWN_TRIES = 5


@dataclass(frozen=True)
class Tried:
    """One earlier try as a mark."""

    mark: str
    look: str  # miss, sent or met
    said: str


@dataclass(frozen=True)
class Best:
    """The next best contact in words."""

    title: str
    number: str
    why: str
    act: str
    way: str
    point: str = ""
    carer: str = ""
    who: str = ""


@dataclass(frozen=True)
class Row:
    """One line of a queue."""

    young_person: YoungPerson
    about: str
    doing: str
    why: str
    tries: list[Tried]
    tried: str
    best: Best | None


def rows(
    found: Iterable[YoungPerson],
    known: Mapping[UUID, Known],
    before: Mapping[UUID, Activity],
    areas: Mapping[str, str],
    *,
    rules: QueueRules,
    on: date,
) -> list[Row]:
    """The lines of a page."""
    return [_row(one, known.get(one.pk), before.get(one.pk), areas, rules, on) for one in found]


def _row(
    one: YoungPerson,
    known: Known | None,
    before: Activity | None,
    areas: Mapping[str, str],
    rules: QueueRules,
    on: date,
) -> Row:
    doing, why = last_known(one, before, on)
    return Row(
        one,
        about(one, areas, on),
        doing,
        why,
        tries(known) if known else [],
        tried(known) if known else "You may not see when they were tried",
        best(one, known, rules) if known else None,
    )


def about(one: YoungPerson, areas: Mapping[str, str], on: date) -> str:
    """Age, year group and area."""
    year = one.taught_in_year or nc_year_group(one.date_of_birth, on)
    parts = [str(age(one.date_of_birth, on)), f"Year {year}", areas.get(one.lead_authority, "")]
    return ", ".join(part for part in parts if part)


def last_known(one: Any, before: Activity | None, on: date) -> tuple[str, str]:
    """What they were last known to do, and why that is not known now or needs asking. *one* comes from a queue."""
    if one.kind_code is None:
        return "Nothing is recorded", "Nobody has recorded what they do"
    label = f"{one.kind_label}{', ' + one.place_name if one.place_name else ''}"
    if one.kind_group == "not_known":
        last = _before(before) if before else "Nothing known before"
        return last, f"{one.kind_label}, since {words.short_day(one.since_on)}"
    if one.lapses_on is not None and one.lapses_on < on and not one.is_neet:
        return label, f"Lapsed {words.short_day(one.lapses_on)}: nobody has asked since"
    if one.ask_again_on is not None and one.ask_again_on < on:
        return label, f"Was to be so until {words.short_day(one.ask_again_on)}"
    if one.is_neet:
        return label, f"Out of everything since {words.short_day(one.neet_since_on or one.since_on)}"
    if one.lapses_on is not None:
        return label, f"Lapses {words.short_day(one.lapses_on)}"
    return label, f"Since {words.short_day(one.since_on)}"


def _before(activity: Activity) -> str:
    where = f", {activity.establishment_name}" if activity.establishment_name else ""
    return f"{activity.kind.label}{where}"


def tries(known: Known) -> list[Tried]:
    """Earlier tries as marks, the earliest first."""
    return [
        Tried(
            MARKS.get(one.channel, "status"),
            "sent" if one.channel in WRITTEN or one.outcome == "spoke" else "miss",
            f"{Contact.Channel(one.channel).label}: {Contact.Outcome(one.outcome).label.lower()}",
        )
        for one in reversed(known.tries[:SHOWN_TRIES])
    ]


def tried(known: Known) -> str:
    """How often and when last, in words."""
    if not known.tries:
        return "No tries yet"
    return (
        f"{words.count(len(known.tries), 'try', 'tries')}, last {words.short_day(known.tries[0].at.date())}"
    )


def best(one: YoungPerson, known: Known, rules: QueueRules) -> Best:
    """The next best contact in words."""
    found = next_contact(known, visit_after=rules.visit_after, stop_after=rules.stop_after)
    point = next((each for each in known.points if each.key == found.point), None)
    carer = next((each for each in known.carers if each.key == found.carer), None)
    who = f"{carer.name}, {carer.relationship.lower()}" if carer else _whose(one, point)
    number = shown(carer.phone) if carer else shown(point.value) if point else ""
    when = f" Try in the {found.part}." if found.part else ""
    return Best(
        _title(one, found, carer.name if carer else ""),
        number,
        found.why + when,
        ACTS[found.way],
        found.way.value,
        found.point,
        found.carer,
        who,
    )


def _whose(one: YoungPerson, point: Point | None) -> str:
    return point.whose if point and point.whose else one.known_as


def _title(one: YoungPerson, found: Next, carer: str) -> str:
    name = one.known_as
    return {
        Way.PHONE: f"Call {carer}" if carer else f"Call {name}",
        Way.TEXT: f"Text {name}",
        Way.EMAIL: f"E-mail {name}",
        Way.LETTER: f"Write to {name}",
        Way.VISIT: "Go there",
        Way.NOBODY: "Not to be tried from here",
    }[found.way]


@dataclass(frozen=True)
class Number:
    """One number to ring instead, and whose it is."""

    value: str
    label: str
    said: str


def numbers(one: YoungPerson, known: Known) -> list[Number]:
    """Every number that may be rung, to choose from: their own, then whoever they agreed to."""
    own = [
        Number(f"point:{point.key}", shown(point.value), point.whose or f"{one.known_as}’s own")
        for point in known.points
        if point.rings
    ]
    carers = [
        Number(f"carer:{carer.key}", shown(carer.phone), f"{carer.name}, {carer.relationship.lower()}")
        for carer in known.carers
        if carer.may_contact and carer.phone
    ]
    return own + carers


def closed(known: Known) -> list[str]:
    """Numbers that are not rung, and why; people with whom we may not speak."""
    points = [f"{shown(one.value)}: {one.closed}" for one in known.points if one.closed]
    carers = [
        f"{one.name}: not agreed that we speak with them" for one in known.carers if not one.may_contact
    ]
    return points + carers
