"""What reviews, changes ahead and ends of support put on every record, on Today and on the timeline."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import DateTimeField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from connexions.ground.base.kept import Kept
from connexions.ground.design import words
from connexions.practice.casework import today
from connexions.practice.casework.models import Ending, Transition
from connexions.practice.casework.queries.transitions import OPEN
from connexions.practice.casework.sources import said, who
from connexions.practice.casework.today import COMING, OVERDUE, THIS_WEEK, Line, Told
from connexions.registers.people import timeline
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.record import Asked, Fact, Next, Shown, register_fact, register_next
from connexions.registers.people.sight import Part
from connexions.registers.people.timeline import text

SOON = timedelta(days=14)
READ = 500

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


def on_today(asked: today.Asked) -> Told:
    """Changes ahead of an adviser's young people: the day past, within a fortnight, or being prepared."""
    found = Transition.objects.filter(
        young_person__in=asked.people.values("pk"), state__in=OPEN, prepare_from__lte=asked.on
    )
    rows = found.order_by("on", "id").values_list(
        "young_person_id", "pk", "on", "title", "to_whom", "told_on"
    )
    return today.told((_line(row, asked) for row in rows[:READ]), most=asked.most)


def _line(row: tuple[Any, ...], asked: today.Asked) -> Line:
    young_person_id, pk, day, title, to_whom, told_on = row
    group = OVERDUE if day < asked.on else THIS_WEEK if day <= asked.on + SOON else COMING
    known = f"To {to_whom}." if to_whom else "Nobody is named yet who helps from then on."
    told = "" if told_on else " They have not been told."
    return Line(
        group, young_person_id, day, f"{title}, {words.short_day(day)}", f"{known}{told}", "Prepare",
        reverse("casework:transition", args=[young_person_id, pk]),
    )  # fmt: skip


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
    today.register(today.Source("change", "Changes ahead", on_today, order=20))
    for key, label, source in (
        ("endings", "Ends of support", endings),
        ("beginnings", "Taken up again", beginnings),
        ("changes", "Changes", changes),
    ):
        timeline.register(timeline.Source(key, label, Part.CASEWORK, source, mark="tick", words="told"))
