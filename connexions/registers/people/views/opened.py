"""Opening a record to change it: found, allowed, and written down as read."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.doors import actor
from connexions.ground.base.refusals import Missing
from connexions.registers.people.audiences import audience_for
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.presenters.record import record
from connexions.registers.people.sight import Part, find

Noun = TypeVar("Noun", bound=models.Model)


def open_details(request: HttpRequest, young_person_id: UUID) -> tuple[YoungPerson, dict[str, Any]]:
    """The young person whose details are to be changed, and the page's frame. Raises ``NotAllowed``."""
    by = actor(request)
    young_person, sight = find(young_person_id, by=by, part=Part.DETAILS)
    sight.check_write(Part.DETAILS)
    note_read(by=by, young_person_id=young_person.pk, page="people.details")
    told = record(young_person, sight, by=by, on=clock.today(), current="details")
    return young_person, told | {
        "who_sees": f"Seen by {audience_for(young_person, Part.DETAILS)}.",
        "looks": {},
    }


def details_page(young_person: YoungPerson, section: str = "") -> str:
    """The address of the details, at a section."""
    address = reverse("people:details", args=[young_person.pk])
    return f"{address}#{section}" if section else address


def one_of(model: type[Noun], pk: UUID, young_person: YoungPerson) -> Noun:
    """A row about this young person and no other. Raises ``Missing``."""
    found = model._default_manager.filter(pk=pk, young_person=young_person).first()
    if found is None:
        raise Missing("It is not on this record any more: somebody may have taken it away.")
    found.young_person = young_person  # type: ignore[attr-defined]
    return found
