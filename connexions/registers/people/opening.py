"""A record opened on one of its pages, by any room: found, allowed, and written down as read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor
from connexions.ground.base.kept import Kept
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.presenters.record import read_ahead, record
from connexions.registers.people.record import Asked
from connexions.registers.people.sight import Part, Sight, find


@dataclass(frozen=True)
class Opened:
    """A record that was opened on one of its pages."""

    request: HttpRequest
    young_person: YoungPerson
    sight: Sight
    by: Actor
    on: date

    def frame(self, tab: str) -> dict[str, Any]:
        """What the record's frame needs, and whether this reader may write here."""
        told = record(self.young_person, self.sight, by=self.by, on=self.on, current=tab)
        return told | {"may_write": self.sight.may_write(Part.CASEWORK), "today": self.on}

    def page(self, template: str, tab: str, status: int = 200, **told: Any) -> HttpResponse:
        """A page of the record."""
        return render(self.request, template, self.frame(tab) | told, status=status)


def opened(
    request: HttpRequest,
    young_person_id: UUID,
    *,
    page: str,
    part: Part = Part.CASEWORK,
    writes: bool = False,
    reads: Collection[Kept[Any]] = (),
) -> Opened:
    """Open a record and note that it was read; refuse who may not see (or change) that part of it.

    What the page *reads* of that part (see ``record.answers``) is asked together with what its frame is made of.
    """
    by = actor(request)
    young_person, sight = find(young_person_id, by=by, part=part)
    if writes:
        sight.check_write(part)
    if request.method == "GET":
        audit.note_read(by=by, young_person_id=young_person.pk, page=page)
        if reads:
            read_ahead(Asked(young_person, sight, by, clock.today()), reads)
    return Opened(request, young_person, sight, by, clock.today())
