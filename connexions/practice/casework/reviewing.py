"""What reviews, changes ahead and ends of support put on every record, on Today and on the timeline."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import DateTimeField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from connexions.ground.base.addresses import address
from connexions.ground.base.kept import Kept
from connexions.ground.design import words
from connexions.practice.casework import today
from connexions.practice.casework.models import Ending, Transition
from connexions.practice.casework.queries.transitions import OPEN
from connexions.practice.casework.sources import said, who
from connexions.registers.people import timeline
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.record import Asked, Fact, Next, Shown, register_fact, register_next
from connexions.registers.people.sight import Part
from connexions.registers.people.timeline import text

SOON = timedelta(days=14)
CHANGES = f"""
SELECT CASE WHEN t."on" < asked.today THEN 'overdue'
        WHEN t."on" <= asked.today + {SOON.days} THEN 'week' ELSE 'coming' END,
    m.id, t."on", t.id, jsonb_build_object('title', t.title, 'to', t.to_whom, 'told', t.told_on IS NOT NULL)
FROM asked CROSS JOIN mine m JOIN casework_transition t ON t.young_person_id = m.id
    AND t.state IN ('ahead', 'confirmed') AND t.prepare_from <= asked.today
WHERE m.change_on <= asked.today
"""  # noqa: S608 - a constant of ours

_changes_of: Kept[Transition] = Kept(
    lambda one: Transition.objects.filter(young_person_id=one, state__in=OPEN).order_by("on")
)
_ended_of: Kept[Ending] = Kept(
    lambda one: Ending.objects.filter(young_person_id=one, state__in=("asked", "ended"))
)


def support_ended(asked: Asked) -> Shown | None:
    """Beneath "Support": that it has ended. Asked only of those who have no adviser."""
    if asked.young_person.adviser_id is not None:
        return None
    found = next((one for one in _ended_of.ask(asked.young_person.pk) if one.ended_on), None)
    return Shown(f"Ended {words.day(found.ended_on)}") if found and found.ended_on else None


def coming(asked: Asked) -> Iterator[Next]:
    """The changes that are being prepared."""
    for one in asked.about(_changes_of):
        href = reverse("casework:transition", args=[one.young_person_id, one.pk])
        to = f"To {one.to_whom}." if one.to_whom else "Being prepared."
        yield Next(one.on, one.title, to, href=href, link="See what to do", due=one.on <= asked.on + SOON)


def change(need: today.Need, asked: today.Asked) -> today.Said:
    """A change ahead of a young person: the day past, within a fortnight, or being prepared."""
    known = f"To {need.said['to']}." if need.said["to"] else "Nobody is named yet who helps from then on."
    told = "" if need.said["told"] else " They have not been told."
    state = f"{need.said['title']}, {words.short_day(need.day)}"
    href = address("casework:transition", need.young_person_id, need.about)
    return today.Said(state, f"{known}{told}", "Prepare", href)


def endings(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Ends of support."""
    return Ending.objects.filter(young_person=young_person, ended_on__isnull=False).annotate(
        at=Cast("ended_on", DateTimeField()),
        item_id=F("id"),
        heading=Concat(Value("Support ended: "), F("reason"), output_field=TextField()),
        told=said("summary"),
        who=who("asked_by"),
        extra=text("done|tick|"),
    )


def beginnings(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Support taken up again."""
    return Ending.objects.filter(young_person=young_person, back_on__isnull=False).annotate(
        at=Cast("back_on", DateTimeField()),
        item_id=F("id"),
        heading=text("Support taken up again"),
        told=said("back_words"),
        who=who("back_by"),
        extra=text("|people|"),
    )


def changes(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Changes that have happened."""
    return Transition.objects.filter(young_person=young_person, state="done").annotate(
        at=Cast("settled_on", DateTimeField()),
        item_id=F("id"),
        heading=Concat(Value("Change: "), F("title"), output_field=TextField()),
        told=said("to_whom"),
        who=who("begun_by"),
        extra=text("done|tick|"),
    )


def start() -> None:
    """Register it all; called as the room starts."""
    register_fact(Fact("Ended", Part.CASEWORK, 41, support_ended, beneath="Support"))
    register_next("changes", Part.CASEWORK, coming, of=_changes_of)
    today.register(today.Source("change", "Changes ahead", CHANGES, change, order=20))
    for key, label, source in (
        ("endings", "Ends of support", endings),
        ("beginnings", "Taken up again", beginnings),
        ("changes", "Changes", changes),
    ):
        timeline.register(timeline.Source(key, label, Part.CASEWORK, source, mark="tick", words="told"))
