"""What this room puts on every record: answers and reports on the timeline, and two things to do."""

from typing import Any

from django.db.models import Case, DateTimeField, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from connexions.practice.tracing.models import Leaving, StatusAnswer
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.record import Button, register_button
from connexions.registers.people.sight import Part
from connexions.registers.people.timeline import Source, register, text


def answers(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Answers that came by a link or a text."""
    said = [
        When(does=value, then=Value(f"Answered: {label.lower()}"))
        for value, label in StatusAnswer.Does.choices
    ]
    return StatusAnswer.objects.filter(young_person=young_person).annotate(
        at=F("answered_at"),
        item_id=F("id"),
        heading=Case(
            When(state=StatusAnswer.State.CONFIRMED, then=text("Answered: it is still so")),
            *said,
            default=text("Answered in their own words"),
            output_field=TextField(),
        ),
        told=Cast("words", TextField()),
        who=Cast("by_carer", TextField()),
        extra=text("in|text|"),
    )


def leavings(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Reports that they left."""
    return Leaving.objects.filter(young_person=young_person).annotate(
        at=Cast("reported_on", DateTimeField()),
        item_id=F("id"),
        heading=Concat(Value("Reported as having left "), "place", output_field=TextField()),
        told=Cast("reason", TextField()),
        who=Cast("reported_by", TextField()),
        extra=text("|leave|"),
    )


def start() -> None:
    """Register it all; called as the room starts."""
    register_button(Button("Ask by a link", "tracing:ask", Part.TRIES, 40))
    register_button(Button("Report that they left", "tracing:report", Part.STATUS, 50))
    register(Source("answers", "Answers", Part.STATUS, answers, mark="text", words="told"))
    register(Source("leavings", "Reports of leaving", Part.STATUS, leavings, mark="leave", words="told"))
