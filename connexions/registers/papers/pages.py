"""What papers put on every record: their page, and on the timeline that one was kept."""

from typing import Any

from django.db.models import Case, CharField, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from connexions.registers.papers.models import Paper
from connexions.registers.papers.permissions import PART
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.record import Tab, register_tab
from connexions.registers.people.timeline import Source, register, text


def kept(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Files that were kept, those taken away since among them."""
    kinds = [When(kind=value, then=Value(label)) for value, label in Paper.Kind.choices]
    return Paper.objects.filter(young_person=young_person).annotate(
        at=F("kept_at"),
        item_id=F("id"),
        heading=Concat(
            Case(
                When(taken_away_at=None, then=Value("File kept: ")),
                default=Value("File kept, taken away since: "),
                output_field=CharField(),
            ),
            Case(*kinds, default=Value(""), output_field=CharField()),
            output_field=TextField(),
        ),
        words=Cast("title", TextField()),
        who=Coalesce(Cast("kept_by__name", TextField()), text("")),
        extra=text("|letter|"),
    )


def start() -> None:
    """Register it; called as the room starts."""
    register_tab(Tab("papers", "Files", "papers:of_young_person", PART, 80))
    register(Source("papers", "Files", PART, kept, mark="letter"))
