"""A visit as the sheet says it: on the page, on paper and on a device alike."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from connexions.engines import currency
from connexions.ground.design import words
from connexions.practice.casework.models import Contact
from connexions.practice.outreach.models import CarryingRules, Copy
from connexions.practice.outreach.queries.sheets import Latest, Visit
from connexions.registers.people import reach
from connexions.registers.people.models import Carer, ContactPoint, Residence, YoungPerson
from connexions.registers.people.models.young_person import SpecialNeeds
from connexions.registers.people.presenters.record import may_be_used
from connexions.trust.safeguarding.presenters.risks import for_a_visit

CHANNELS, OUTCOMES = dict(Contact.Channel.choices), dict(Contact.Outcome.choices)
LEFT_OUT = (
    "Left out, because a visit does not need it and a sheet can be lost: assessments and ratings, what was said in "
    "earlier contacts, the rest of the plan, their situation, numbers, school, ethnicity and gender, e-mail "
    "addresses, earlier addresses, family we may not speak with, numbers they asked us not to use."
)


@dataclass(frozen=True)
class Phone:
    """A number that may be used: whose, and when it is best."""

    number: str
    href: str
    whose: str = ""
    note: str = ""


@dataclass(frozen=True)
class Shown:
    """One visit in words."""

    id: str
    name: str
    called: str
    formal: str
    age: int
    pronouns: str
    at: str
    about: str
    address: list[str]
    phones: list[Phone]
    reach: str
    needs: list[str]
    last: str
    step: dict[str, Any] = field(default_factory=dict)
    risks: list[str] = field(default_factory=list)


def shown(visits: Iterable[Visit], *, on: date) -> list[Shown]:
    """The visits of a round, in order."""
    return [_shown(one, on) for one in visits]


def _shown(visit: Visit, on: date) -> Shown:
    person = visit.young_person
    formal = person.full_name
    return Shown(
        id=str(person.pk),
        name=person.name,
        called=person.known_as,
        formal=formal if formal != person.name else "",
        age=currency.age(person.date_of_birth, on),
        pronouns=person.pronouns,
        at=words.time(visit.stop.at),
        about=visit.stop.about,
        address=_address(visit.home),
        phones=[
            *[
                _phone(one)
                for one in visit.points
                if one.kind != ContactPoint.Kind.EMAIL and may_be_used(one)
            ],
            *[_carer(one) for one in visit.carers if one.phone],
        ],
        reach=person.contact_preference,
        needs=_needs(person),
        last=_last(visit.latest),
        step=_step(visit.latest),
        risks=for_a_visit(visit.risks, name=person.known_as),
    )


def _address(home: Residence | None) -> list[str]:
    if home is None:
        return []
    if home.no_fixed_address:
        lines = ["No fixed address"]
    else:
        lines = [home.line_1, home.line_2, home.line_3, home.town, home.postcode]
    return [one for one in [*lines, home.with_whom] if one]


def _phone(point: ContactPoint) -> Phone:
    return Phone(reach.shown(point.value), f"tel:{point.value}", point.whose, point.note)


def _carer(carer: Carer) -> Phone:
    whose = f"{carer.name}, {carer.relationship.lower()}" if carer.relationship else carer.name
    return Phone(reach.shown(carer.phone), f"tel:{carer.phone}", whose, carer.note)


def _needs(person: YoungPerson) -> list[str]:
    told = [line.strip(" .") for line in person.communication_needs.splitlines() if line.strip(" .")]
    if person.needs_interpreter:
        told.append(f"Needs an interpreter: {person.first_language or 'language not known'}")
    if person.special_needs != SpecialNeeds.NONE:
        told.append(person.get_special_needs_display())
    return told


def _last(latest: Latest) -> str:
    if latest.at is None:
        return "No contact yet"
    outcome = OUTCOMES.get(latest.outcome, latest.outcome).lower()
    return f"{words.day(latest.at)}, {CHANNELS.get(latest.channel, latest.channel).lower()}: {outcome}"


def _step(latest: Latest) -> dict[str, Any]:
    if latest.step_id is None:
        return {}
    due = words.day(latest.step_due_on)
    return {"id": str(latest.step_id), "words": latest.step_words, "due": due, "version": latest.step_version}


def for_device(
    copy: Copy, visits: list[Shown], *, rules: CarryingRules, lock: str, forget: str
) -> dict[str, Any]:
    """The sheet as a device takes it: *lock* seals what is written for us, *forget* asks whether it may go on."""
    return {
        "copy": str(copy.pk),
        "holder": str(copy.holder_id),
        "number": copy.called,
        "lock": lock,
        "forget": forget,
        "taken_at": copy.taken_at.isoformat(),
        "until_at": copy.until_at.isoformat(),
        "lock_after_minutes": rules.lock_after_minutes,
        "wrong_tries": rules.wrong_tries,
        "sheet": {
            "day": words.long_day(copy.day_sheet.on),
            "until": words.moment(copy.until_at),
            "people": [asdict(one) for one in visits],
            "left_out": LEFT_OUT,
            "channels": Contact.Channel.choices,
            "outcomes": Contact.Outcome.choices,
        },
    }
