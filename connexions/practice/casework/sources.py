"""What the casework puts on the timeline."""

from typing import Any

from django.db.models import Case, CharField, DateTimeField, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from connexions.practice.casework.models import (
    Allocation,
    Assessment,
    Contact,
    LevelChange,
    Plan,
    Review,
    Step,
)
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.models.young_person import LevelOfNeed
from connexions.registers.people.sight import Part
from connexions.registers.people.timeline import Source, register, text


def said(field: str) -> Cast:
    """A column as text."""
    return Cast(F(field), TextField())


def chosen(field: str, choices: list[tuple[str, str]]) -> Case:
    """The words of a choice."""
    return Case(
        *(When(**{field: value}, then=text(label)) for value, label in choices),
        default=text(""),
        output_field=TextField(),
    )


def who(field: str) -> Coalesce:
    """Somebody's name; nothing where nobody is named."""
    return Coalesce(said(f"{field}__name"), text(""))


MARKS = {
    "text": "text",
    "letter": "letter",
    "met": "meet",
    "visit": "home",
    "group": "people",
    "email": "letter",
}


def contacts(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Contacts, and tries at one."""
    missed = [When(outcome__in=Contact.FAILED, then=text("miss"))]
    return Contact.objects.filter(young_person=young_person).annotate(
        item_id=F("id"),
        heading=Concat(
            chosen("channel", Contact.Channel.choices),
            Value(": "),
            chosen("outcome", [(value, label.lower()) for value, label in Contact.Outcome.choices]),
            output_field=TextField(),
        ),
        words=said("note"),
        who=who("recorded_by"),
        extra=Concat(
            Case(*missed, default=text("")),
            Value("|"),
            Case(*(When(channel=c, then=text(m)) for c, m in MARKS.items()), default=text("phone")),
            Value("|"),
            output_field=TextField(),
        ),
    )


def assessments(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Assessments that were finished."""
    found = Assessment.objects.filter(young_person=young_person, finished_at__isnull=False)
    return found.annotate(
        at=F("finished_at"),
        item_id=F("id"),
        heading=text("Assessment finished"),
        words=said("summary"),
        who=who("made_by"),
        extra=text("done|tick|"),
    )


def plans(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Plans that were agreed."""
    found = Plan.objects.filter(young_person=young_person, agreed_on__isnull=False)
    return found.annotate(
        at=Cast("agreed_on", DateTimeField()),
        item_id=F("id"),
        heading=Case(
            When(status=Plan.Status.CLOSED, then=text("Plan agreed, closed since")),
            default=text("Plan agreed"),
        ),
        words=said("closing_summary"),
        who=who("agreed_by"),
        extra=text("done|tick|"),
    )


def steps(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Steps that were done or dropped."""
    settled = (Step.Status.DONE, Step.Status.DROPPED)
    found = Step.objects.filter(young_person=young_person, status__in=settled, status_on__isnull=False)
    done = When(status=Step.Status.DONE, then=text("Step done"))
    return found.annotate(
        at=Cast("status_on", DateTimeField()),
        item_id=F("id"),
        heading=Case(done, default=text("Step dropped")),
        told=Case(
            When(reason="", then=Cast("words", TextField())),
            default=Concat("words", Value(". "), "reason", output_field=TextField()),
        ),
        who=Cast("owner_name", TextField()),
        extra=Case(When(status=Step.Status.DONE, then=text("done|done|")), default=text("miss|off|")),
    )


def reviews(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Reviews that were held."""
    found = Review.objects.filter(young_person=young_person, held_on__isnull=False)
    return found.annotate(
        at=Cast("held_on", DateTimeField()),
        item_id=F("id"),
        heading=Concat(
            Value("Review held: "), chosen("decision", Review.Decision.choices), output_field=TextField()
        ),
        words=said("summary"),
        who=who("held_by"),
        extra=text("done|tick|"),
    )


def allocations(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Advisers a young person was given to."""
    return Allocation.objects.filter(young_person=young_person).annotate(
        at=Cast("from_on", DateTimeField()),
        item_id=F("id"),
        heading=Concat(Value("Adviser: "), Cast("adviser__name", CharField()), output_field=TextField()),
        words=said("reason"),
        who=who("allocated_by"),
        extra=text("|people|"),
    )


def handover_notes(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """What one adviser wrote for the next."""
    found = Allocation.objects.filter(young_person=young_person).exclude(note="")
    return found.annotate(
        at=Cast("from_on", DateTimeField()),
        item_id=F("id"),
        heading=Concat(Value("Note for "), Cast("adviser__name", CharField()), output_field=TextField()),
        words=said("note"),
        who=who("allocated_by"),
        extra=text("|people|"),
    )


def level_changes(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """More support, or less, and why."""
    return LevelChange.objects.filter(young_person=young_person).annotate(
        at=Cast("on", DateTimeField()),
        item_id=F("id"),
        heading=Concat(
            Value("Support: "),
            chosen("before", [(value, label.lower()) for value, label in LevelOfNeed.choices]),
            Value(" to "),
            chosen("after", [(value, label.lower()) for value, label in LevelOfNeed.choices]),
            output_field=TextField(),
        ),
        words=said("reason"),
        who=who("changed_by"),
        extra=text("|people|"),
    )


def start() -> None:
    """Register what the casework tells; called as the room starts."""
    register(Source("contacts", "Contacts", Part.CASEWORK, contacts, mark="phone"))
    register(Source("assessments", "Assessments", Part.CASEWORK, assessments, mark="tick"))
    register(Source("plans", "Plans", Part.CASEWORK, plans, mark="tick"))
    register(Source("steps", "Steps", Part.CASEWORK, steps, mark="done", words="told"))
    register(Source("reviews", "Reviews", Part.CASEWORK, reviews, mark="tick"))
    register(Source("allocations", "Advisers", Part.HEADLINE, allocations, mark="people"))
    register(Source("notes", "Hand-over notes", Part.CASEWORK, handover_notes, mark="people"))
    register(Source("levels", "Support", Part.CASEWORK, level_changes, mark="people"))
