"""What is shared of one young person, group by group, in words. A group that is not shared is not even asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.ground.design import words
from connexions.practice.casework.models import Assessment, Contact, Goal, Rating, Review, Step
from connexions.practice.tracking.models import DWP_KEY, Activity
from connexions.registers.people import reach, sight
from connexions.registers.people.categories import Category, Group, by_category
from connexions.registers.people.models import (
    Carer,
    Characteristic,
    ContactPoint,
    Identifier,
    Residence,
    YoungPerson,
)
from connexions.registers.people.models.about import SITUATIONS
from connexions.registers.people.models.young_person import FROM_DWP
from connexions.registers.people.sight import Sight

LAST = 10  # contacts and earlier activities that are told
Found = TypeVar("Found")


@dataclass(frozen=True)
class Told:
    """One group as it is shown: its name and what there is; nothing recorded is said too."""

    group: Group
    lines: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        return self.group.label


@dataclass(frozen=True)
class Record:
    """What an organisation may see of somebody, by category."""

    young_person: YoungPerson
    sight: Sight
    parts: list[tuple[Category, list[Told]]]


def find(young_person_id: UUID, *, by: Actor, on: date) -> Record:
    """Somebody, as far as they are shared with the organisation of *by*. Raises ``Missing``: whoever is not shared
    is not there."""
    young_person, seen = sight.find(young_person_id, by=by)
    if not seen.groups:
        raise Missing("Nobody at this address is shared with your organisation.")
    asked = Asked(young_person, by, on)
    parts = [
        (category, [Told(group, TELLERS[group](asked)) for group in groups if group in TELLERS])
        for category, groups in by_category(seen.groups)
    ]
    return Record(young_person, seen, parts)


@dataclass(frozen=True)
class Asked:
    """Of whom, by whom, on which day."""

    young_person: YoungPerson
    by: Actor
    on: date

    def read_for_them(self, read: Callable[[], Found]) -> Found:
        """Read columns of a table whose rows hold more than is shared, and are closed to organisations. The tellers
        below that use it name each column, and are asked only where the decision of sight gives the group."""
        with tenancy.for_the_house():
            return read()


def _name(asked: Asked) -> list[str]:
    one = asked.young_person
    called = f"Wants to be called {one.preferred_name}" if one.preferred_name else ""
    return [text for text in (one.full_name, called) if text]


def _birth(asked: Asked) -> list[str]:
    return [words.day(asked.young_person.date_of_birth)]


def _gender(asked: Asked) -> list[str]:
    one = asked.young_person
    return [text for text in (one.get_gender_display(), one.pronouns) if text]


def _language(asked: Asked) -> list[str]:
    one = asked.young_person
    interpreter = "Needs an interpreter" if one.needs_interpreter else ""
    return [text for text in (one.first_language, interpreter, one.communication_needs) if text]


def _points(asked: Asked, kinds: Iterable[str]) -> list[str]:
    found = ContactPoint.objects.filter(young_person=asked.young_person, whose="", kind__in=list(kinds))
    usable = found.filter(opted_out_on=None, failed_on=None).order_by("-preferred", "pk")
    return [reach.shown(one.value) for one in _leaving(usable)]


def _phones(asked: Asked) -> list[str]:
    return _points(asked, (ContactPoint.Kind.MOBILE, ContactPoint.Kind.PHONE))


def _emails(asked: Asked) -> list[str]:
    return _points(asked, (ContactPoint.Kind.EMAIL,))


def _address(asked: Asked) -> list[str]:
    homes = _leaving(Residence.objects.filter(young_person=asked.young_person, until_on=None))
    return [_home(one) for one in homes]


def _home(home: Residence) -> str:
    if home.no_fixed_address:
        return "No fixed address"
    return ", ".join(filter(None, (home.line_1, home.line_2, home.line_3, home.town, home.postcode)))


def _carers(asked: Asked) -> list[str]:
    found = _leaving(Carer.objects.filter(young_person=asked.young_person).order_by("id"))
    return [
        ", ".join(
            filter(None, (one.name, one.relationship, reach.shown(one.phone) if one.phone else "", one.email))
        )
        for one in found
    ]


def _numbers(asked: Asked) -> list[str]:
    found = _leaving(Identifier.objects.filter(young_person=asked.young_person).order_by("scheme", "value"))
    return [f"{one.get_scheme_display()}: {one.value}" for one in found]


def _now(asked: Asked) -> list[str]:
    found = Activity.objects.select_related("kind").filter(young_person=asked.young_person, end_on=None)
    return [_doing(one) for one in _leaving(found)]


def _before(asked: Asked) -> list[str]:
    found = Activity.objects.select_related("kind").filter(
        young_person=asked.young_person, end_on__isnull=False
    )
    return [_doing(one) for one in _leaving(found.order_by("-start_on", "-id"))[:LAST]]


def _doing(one: Activity) -> str:
    where = f", {one.establishment_name}" if one.establishment_name else ""
    until = f" until {words.day(one.end_on)}" if one.end_on else ""
    return f"{one.kind.label}{where}, since {words.day(one.start_on)}{until}"


def _school(asked: Asked) -> list[str]:
    school = asked.young_person.school
    return [school.name] if school else []


def _support(asked: Asked) -> list[str]:
    return [asked.young_person.get_special_needs_display(), *_situations(asked, Group.LEARNING_SUPPORT)]


def _situations(asked: Asked, group: Group) -> list[str]:
    kinds = [kind for kind, of in SITUATIONS.items() if of is group]
    found = Characteristic.objects.filter(young_person=asked.young_person, until_on=None, kind__in=kinds)
    return [one.get_kind_display() for one in _leaving(found.order_by("kind"))]


def _ratings(asked: Asked, *, needs: bool) -> list[str]:
    """The factors of the last finished assessment that stand low, or high: their names alone."""

    def read() -> list[str]:
        last = Assessment.objects.filter(young_person=asked.young_person, finished_at__isnull=False)
        found = last.select_related("form").order_by("-started_on", "-id").first()
        if found is None:
            return []
        rated = Rating.objects.filter(assessment=found, adviser_level__isnull=False)
        rated = (
            rated.filter(adviser_level__lte=found.form.need_at_most)
            if needs
            else rated.filter(adviser_level__gte=found.form.strength_at_least)
        )
        numbers = set(rated.values_list("factor", flat=True))
        factors = found.form.factors.order_by("place").values_list("number", "name")
        return [name for number, name in factors if number in numbers]

    return asked.read_for_them(read)


def _goals(asked: Asked) -> list[str]:
    found = Goal.objects.filter(young_person=asked.young_person, status=Goal.Status.OPEN)
    return [f"“{one}”" for one in found.exclude(plan__status="closed").values_list("words", flat=True)]


def _steps(asked: Asked) -> list[str]:
    opened = (Step.Status.TO_DO, Step.Status.STARTED)
    found = Step.objects.filter(young_person=asked.young_person, status__in=opened).order_by("due_on", "id")
    return [
        f"{one.words}, by {words.day(one.due_on)} ({one.owner_name or one.get_owner_display().lower()})"
        for one in found
    ]


def _adviser(asked: Asked) -> list[str]:
    adviser = asked.young_person.adviser
    return [adviser.name] if adviser else []


def _contacts(asked: Asked) -> list[str]:
    def read() -> list[tuple[object, str, str]]:
        found = Contact.objects.filter(young_person=asked.young_person).order_by("-at")[:LAST]
        return list(found.values_list("at", "channel", "outcome"))

    rows = asked.read_for_them(read)
    return [
        f"{words.day(at)}: {Contact.Channel(channel).label}, {Contact.Outcome(outcome).label.lower()}"  # type: ignore[arg-type]
        for at, channel, outcome in rows
    ]


def _reviews(asked: Asked) -> list[str]:
    def read() -> list[tuple[date, date | None]]:
        found = Review.objects.filter(young_person=asked.young_person).order_by("-due_on")[:LAST]
        return list(found.values_list("due_on", "held_on"))

    rows = asked.read_for_them(read)
    return [f"Held on {words.day(held)}" if held else f"Due on {words.day(due)}" for due, held in rows]


def _household(asked: Asked) -> list[str]:
    return _situations(asked, Group.HOME_ALL)


def _leaving(found: Iterable[Found]) -> list[Found]:
    """Those that may leave: not what the Department for Work and Pensions told us."""
    return [one for one in found if not _from_dwp(one)]


def _from_dwp(one: object) -> bool:
    named = str(getattr(one, "source", "")).upper().startswith(FROM_DWP)
    return named or getattr(one, "source_key", "") == DWP_KEY


Teller = Callable[[Asked], list[str]]
TELLERS: dict[Group, Teller] = {
    Group.WHO_NAME: _name,
    Group.WHO_BIRTH: _birth,
    Group.WHO_GENDER: _gender,
    Group.WHO_LANGUAGE: _language,
    Group.REACH_PHONE: _phones,
    Group.REACH_EMAIL: _emails,
    Group.REACH_ADDRESS: _address,
    Group.FAMILY_CARERS: _carers,
    Group.NUMBERS_IDENTIFIERS: _numbers,
    Group.SITUATION_NOW: _now,
    Group.SITUATION_HISTORY: _before,
    Group.LEARNING_SCHOOL: _school,
    Group.LEARNING_SUPPORT: _support,
    Group.NEEDS_ASSESSMENT: lambda asked: _ratings(asked, needs=True),
    Group.NEEDS_STRENGTHS: lambda asked: _ratings(asked, needs=False),
    Group.PLAN_GOALS: _goals,
    Group.PLAN_STEPS: _steps,
    Group.WORK_ADVISER: _adviser,
    Group.WORK_CONTACTS: _contacts,
    Group.WORK_REVIEWS: _reviews,
    Group.HEALTH_ALL: lambda asked: _situations(asked, Group.HEALTH_ALL),
    Group.HOME_ALL: _household,
    Group.JUSTICE_ALL: lambda asked: _situations(asked, Group.JUSTICE_ALL),
}
