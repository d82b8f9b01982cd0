"""The details of a record as the page says them: sections of facts, each with the way to change it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from connexions.engines import identifiers as engine
from connexions.ground.base.acting import Actor
from connexions.ground.design.words import day
from connexions.registers.people import codes, reach
from connexions.registers.people.models import (
    Carer,
    Characteristic,
    ContactPoint,
    Identifier,
    Name,
    Residence,
    Sibling,
    YoungPerson,
)
from connexions.registers.people.numbers import problem
from connexions.registers.people.presenters.record import in_order, year_group
from connexions.registers.people.queries.details import Details

YES_NO = {True: "Yes", False: "No", None: "Not known"}


@dataclass(frozen=True)
class Row:
    """One thing in a section: what it is, lines beneath, a state, and what may be done with it."""

    text: str
    small: list[str] = field(default_factory=list)
    state: tuple[str, str] | None = None
    change: str = ""
    remove: str = ""
    link: str = ""
    past: bool = False


@dataclass(frozen=True)
class Section:
    """A section: facts (name, value) or rows, and where it is changed or added to."""

    key: str
    title: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    empty: str = ""
    change: str = ""
    add: str = ""
    add_text: str = ""


def sections(
    young_person: YoungPerson, found: Details, *, on: date, by: Actor, writes: bool
) -> list[Section]:
    """Every section of the page, in order; without the ways to change it for those who may only read."""

    def at(page: str, *ids: Any) -> str:
        return reverse(f"people:{page}", args=[young_person.pk, *ids]) if writes else ""

    return [
        Section(
            "name",
            "Name",
            facts=_names(young_person),
            rows=[_other_name(one, at("remove_name", one.pk)) for one in found.names],
            change=at("name"),
            add=at("add_name"),
            add_text="Add another name",
        ),
        Section("about", "Birth, gender and ethnicity", facts=_about(young_person), change=at("about")),
        Section(
            "addresses",
            "Addresses",
            rows=[_home(one, at("home", one.pk)) for one in found.residences],
            empty="No address is known.",
            add=at("move"),
            add_text="They have moved" if found.residences else "Add an address",
        ),
        Section(
            "reach",
            "Phones and e-mails",
            rows=[_point(one, at("contact_point", one.pk)) for one in in_order(found.contact_points)],
            empty="No way to reach them is known.",
            add=at("add_contact_point"),
            add_text="Add a phone or e-mail",
        ),
        Section(
            "languages", "Languages and communication", facts=_languages(young_person), change=at("languages")
        ),
        Section("school", "School and year group", facts=_school(young_person, on), change=at("school")),
        Section("support", "Support", facts=_support(young_person), change=at("support")),
        Section(
            "situation",
            "Their situation",
            rows=[_situation(one, at("end_characteristic", one.pk)) for one in found.characteristics],
            empty="Nothing is recorded.",
            add=at("add_characteristic"),
            add_text="Add to their situation",
        ),
        Section(
            "carers",
            "Parents and carers",
            rows=[_carer(one, at("carer", one.pk)) for one in found.carers],
            empty="Nobody is recorded.",
            add=at("add_carer"),
            add_text="Add a parent or carer",
        ),
        Section(
            "siblings",
            "Brothers and sisters",
            rows=[_sibling(one, at("remove_sibling", one.sibling_id)) for one in found.siblings],
            empty="None of them is on record.",
            add=at("add_sibling"),
            add_text="Add a brother or sister",
        ),
        Section(
            "numbers",
            "Numbers",
            rows=[_number(one, at("remove_identifier", one.pk)) for one in found.identifiers],
            empty="No number of another system is known.",
            add=at("add_identifier"),
            add_text="Add a number",
        ),
    ]


def _names(young_person: YoungPerson) -> list[tuple[str, str]]:
    return [
        ("First name", young_person.given_name),
        ("Middle names", young_person.middle_names or "None known"),
        ("Family name", young_person.family_name),
        ("Wants to be called", young_person.known_as),
        ("Pronouns", young_person.pronouns or "Not known"),
    ]


def _other_name(name: Name, remove: str) -> Row:
    called = " ".join(filter(None, (name.given_name, name.family_name)))
    small = _lines(_between(name.from_on, name.until_on, ""), _told(name.source))
    return Row(f"{name.get_kind_display()}: {called}", small, remove=remove, past=True)


def _about(young_person: YoungPerson) -> list[tuple[str, str]]:
    return [
        ("Date of birth", day(young_person.date_of_birth)),
        ("Gender", young_person.get_gender_display()),
        ("Ethnicity", codes.ethnicity(young_person.ethnicity)),
    ]


def _home(home: Residence, change: str) -> Row:
    parts = [home.line_1, home.line_2, home.line_3, home.town, home.county]
    postcode = "" if engine.postcode.is_pseudo(home.postcode or "") else home.postcode
    address = ", ".join(filter(None, (*parts, postcode)))
    text = "No fixed address" if home.no_fixed_address else address or "Address not known"
    small = _lines(
        address if home.no_fixed_address else "",
        _with(home.with_whom),
        _between(home.from_on, home.until_on),
        _told(home.source),
    )
    state = ("done", "Lives here now") if home.until_on is None and not home.no_fixed_address else None
    return Row(text, small, state, change, past=home.until_on is not None)


def _point(point: ContactPoint, change: str) -> Row:
    state: tuple[str, str] | None = None
    if point.opted_out_on:
        state = (
            "overdue",
            f"Do not use: they {point.opted_out_how or 'asked us'} on {day(point.opted_out_on)}",
        )
    elif point.failed_on:
        state = ("off", f"Did not work on {day(point.failed_on)}")
    elif point.preferred:
        state = ("done", "Preferred")
    whose = f"{point.whose}’s" if point.whose else ""
    kind = point.get_kind_display()
    small = _lines(f"{kind}, {whose}" if whose else kind, point.note, _told(point.source))
    return Row(
        reach.shown(point.value), small, state, change, past=bool(point.opted_out_on or point.failed_on)
    )


def _languages(young_person: YoungPerson) -> list[tuple[str, str]]:
    return [
        ("First language", young_person.first_language or "Not known"),
        ("Needs an interpreter", YES_NO[young_person.needs_interpreter]),
        ("Communication needs", young_person.communication_needs or "None known"),
        ("How and when best reached", young_person.contact_preference or "Not known"),
    ]


def _school(young_person: YoungPerson, on: date) -> list[tuple[str, str]]:
    school, group = young_person.school, year_group(young_person, on=on)
    year = f"Year {group}" if group else "Beyond school years"
    return [
        ("School or college", ", ".join(filter(None, (school.name, school.town))) if school else "None"),
        ("Year group", f"{year}, not the one that age gives" if young_person.taught_in_year else year),
    ]


def _support(young_person: YoungPerson) -> list[tuple[str, str]]:
    return [
        ("Level of support", young_person.get_level_of_need_display()),
        ("Special educational needs", young_person.get_special_needs_display()),
    ]


def _situation(known: Characteristic, end: str) -> Row:
    small = _lines(_between(known.from_on, known.until_on), _told(known.source))
    over = known.until_on is not None
    return Row(known.get_kind_display(), small, None, "" if over else end, past=over)


def _carer(carer: Carer, change: str) -> Row:
    may = ("done", "We may speak with them") if carer.may_contact else ("off", "Do not speak with them yet")
    responsible = f"Parental responsibility: {YES_NO[carer.parental_responsibility].lower()}"
    reached = ", ".join(filter(None, (reach.shown(carer.phone), carer.email)))
    text = f"{carer.name}, {carer.relationship.lower()}" if carer.relationship else carer.name
    return Row(text, _lines(reached, responsible, carer.note, _told(carer.source)), may, change)


def _sibling(known: Sibling, remove: str) -> Row:
    other = known.sibling
    school = other.school.name if other.school else ""
    small = _lines(known.relationship, f"Born {day(other.date_of_birth)}", school)
    return Row(other.name, small, remove=remove, link=reverse("people:record", args=[other.pk]))


def _number(number: Identifier, remove: str) -> Row:
    wrong = problem(number.scheme, number.value)
    small = _lines(number.get_scheme_display(), wrong or "", _told(number.source))
    by_hand = "" if number.scheme == Identifier.Scheme.CCIS else remove
    return Row(number.value, small, ("due", "Look at it again") if wrong else None, remove=by_hand)


def _with(whom: str) -> str:
    """ "With Mother"; what is a sentence already stands as it is."""
    alone = ("alone", "staying", "living", "in ", "at ", "with ", "on ")
    return whom if not whom or whom.lower().startswith(alone) else f"With {whom}"


def _between(from_on: date | None, until_on: date | None, unknown: str = "Since when is not known") -> str:
    if from_on and until_on:
        return f"From {day(from_on)} to {day(until_on)}"
    if until_on:
        return f"Until {day(until_on)}"
    return f"Since {day(from_on)}" if from_on else unknown


def _told(source: str) -> str:
    return f"Told by {source}" if source else ""


def _lines(*lines: str) -> list[str]:
    return [line for line in lines if line]
