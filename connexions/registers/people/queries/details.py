"""Everything that is known of who somebody is: read whole, for readers whose sight holds the details."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from connexions.ground.base.acting import Actor
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
from connexions.registers.people.sight import Part, sight_of, visible


@dataclass(frozen=True)
class Details:
    """The rows of a record's details, each kind in the order in which it is shown."""

    names: list[Name]
    residences: list[Residence]
    contact_points: list[ContactPoint]
    carers: list[Carer]
    siblings: list[Sibling]
    identifiers: list[Identifier]
    characteristics: list[Characteristic]


def details(young_person: YoungPerson, *, by: Actor) -> Details:
    """The details of a young person, in seven queries. Raises ``NotAllowed``."""
    sight_of(young_person, by=by).check(Part.DETAILS)
    prefetch_related_objects([young_person], "contactpoints")  # the strip above asks for them too
    known = YoungPerson.objects.filter(visible(by)).values("pk")
    siblings = Sibling.objects.filter(young_person=young_person, sibling__in=known)
    return Details(
        names=list(Name.objects.filter(young_person=young_person).order_by("-until_on", "-id")),
        residences=list(
            Residence.objects.filter(young_person=young_person).order_by("-until_on", "-from_on", "-id")
        ),
        contact_points=list(young_person.contactpoints.all()),
        carers=list(Carer.objects.filter(young_person=young_person).order_by("id")),
        siblings=list(siblings.select_related("sibling", "sibling__school").order_by("id")),
        identifiers=list(Identifier.objects.filter(young_person=young_person).order_by("scheme", "value")),
        characteristics=list(
            Characteristic.objects.filter(young_person=young_person).order_by("-until_on", "-from_on", "kind")
        ),
    )
