"""What people themselves put on the timeline: that a record was begun, names had before, and moves."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    Case,
    DateTimeField,
    ExpressionWrapper,
    F,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat

from connexions.registers.people.models import Name, Notice, Residence, YoungPerson
from connexions.registers.people.queries.notices import UNDELIVERED
from connexions.registers.people.sight import Part
from connexions.registers.people.timeline import Source, register, text


def moment(day: str) -> ExpressionWrapper[Any]:
    """A day as the moment at which it begins."""
    return ExpressionWrapper(Cast(F(day), DateTimeField()), output_field=DateTimeField())


def begun(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """The record itself, once."""
    return YoungPerson.objects.filter(pk=young_person.pk).annotate(
        at=F("created_at"),
        item_id=F("id"),
        heading=text("Record begun"),
        words=text(""),
        who=text(""),
        extra=text("|new|"),
    )


def names(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Names that ended on a known day."""
    return Name.objects.filter(young_person=young_person, until_on__isnull=False).annotate(
        at=moment("until_on"),
        item_id=F("id"),
        heading=text("Name changed"),
        words=Concat(
            Value("Was "), "given_name", Value(" "), "family_name", Value("."), output_field=TextField()
        ),
        who=Cast("source", TextField()),
        extra=text("|edit|"),
    )


def moves(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Homes that began on a known day. The address stands in the details, not here."""
    homes: QuerySet[Any, Any] = Residence.objects.filter(young_person=young_person, from_on__isnull=False)
    found: QuerySet[Any, Any] = homes.annotate(
        at=moment("from_on"),
        item_id=F("id"),
        heading=Case(
            When(no_fixed_address=True, then=text("No fixed address")),
            default=text("Moved home"),
            output_field=TextField(),
        ),
        words=Case(
            When(with_whom="", then=text("")),
            default=Concat(Value("Lives with: "), "with_whom", Value("."), output_field=TextField()),
            output_field=TextField(),
        ),
        who=Cast("source", TextField()),
        extra=text("|home|"),
    )
    return found


def told(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """What they were told, and whether it reached them."""
    return Notice.objects.filter(young_person=young_person).annotate(
        at=F("told_at"),
        item_id=F("id"),
        heading=Concat(Value("Told: "), "title", output_field=TextField()),
        said=text(""),
        who=Coalesce(Cast("told_by__name", TextField()), text("")),
        extra=Case(
            When(UNDELIVERED, then=text("miss|letter|not sent")),
            default=text("|letter|"),
            output_field=TextField(),
        ),
    )


def start() -> None:
    """Register what people tell; called as the room starts."""
    register(Source("begun", "Record begun", Part.HEADLINE, begun, mark="new"))
    register(Source("names", "Names", Part.DETAILS, names, mark="edit"))
    register(Source("told", "Told", Part.CASEWORK, told, mark="letter", words="said"))
    register(Source("moves", "Moves", Part.DETAILS, moves, mark="home"))
