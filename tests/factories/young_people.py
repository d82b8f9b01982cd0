"""Young people, and what is known of them."""

from datetime import date
from itertools import count
from typing import Any, TypeVar

from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from connexions.registers.partners.models import Partnership
from connexions.registers.people.indexing import index
from connexions.registers.people.models import (
    AboutYoungPerson,
    ContactPoint,
    Identifier,
    Residence,
    YoungPerson,
)

_numbers = count(1)
Row = TypeVar("Row", bound=AboutYoungPerson)


def make_young_person(*, partnership: Partnership, **fields: Any) -> YoungPerson:
    """A young person of a partnership, found by their names; any field may be given."""
    number = next(_numbers)
    said: dict[str, Any] = {
        "given_name": "Sample",
        "family_name": f"Person{number}",
        "date_of_birth": date(2009, 3, 14),
        **fields,
    }
    with tenancy.acting(system("tests", partnership=partnership.pk)):
        young_person = YoungPerson.objects.create(partnership=partnership, **said)
        index(young_person=young_person)
    return young_person


def make_contact_point(young_person: YoungPerson, value: str, **fields: Any) -> ContactPoint:
    """A number or address of theirs."""
    kind = ContactPoint.Kind.EMAIL if "@" in value else ContactPoint.Kind.MOBILE
    return _about(young_person, ContactPoint(value=value, **{"kind": kind, **fields}))


def make_residence(young_person: YoungPerson, postcode: str = "NE1 4XD", **fields: Any) -> Residence:
    """Where they live, or lived."""
    return _about(young_person, Residence(postcode=postcode, town="Newcastle upon Tyne", **fields))


def make_identifier(young_person: YoungPerson, scheme: str, value: str) -> Identifier:
    """A number of theirs."""
    return _about(young_person, Identifier(scheme=scheme, value=value))


def _about(young_person: YoungPerson, row: Row) -> Row:
    row.partnership_id, row.young_person = young_person.partnership_id, young_person
    with tenancy.acting(system("tests", partnership=young_person.partnership_id)):
        row.save(force_insert=True)
    return row
