"""What tracking puts on every record and timeline: what somebody does now, and did before."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, DateTimeField, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from connexions.ground.base import clock
from connexions.ground.base.kept import Kept, each
from connexions.ground.design import words
from connexions.practice.tracking import rules
from connexions.practice.tracking.models import Activity
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.record import (
    Asked,
    Fact,
    Next,
    Shown,
    Tab,
    register_doing,
    register_fact,
    register_next,
    register_tab,
)
from connexions.registers.people.sight import Part
from connexions.registers.people.timeline import Source, register, text


def doing_now(asked: Asked) -> Shown | None:
    """What they do, and how current that is."""
    current = _current(asked)
    if current is None:
        return Shown("Not known")
    value = _said(current)
    if current.lapses_on is None:
        verified = words.day(current.verified_on)
        return Shown(value, f"Verified {verified}" if verified else "")
    currency = rules.Currency(current.verified_on, current.lapses_on, asked.on)
    left = currency.days_left or 0
    if currency.has_lapsed:
        return Shown(value, f"Lapsed {words.day(current.lapses_on)}", used=1.0, lapsed=True)
    days = f"{words.count(left, 'day')} left" if left else "the last day"
    return Shown(value, f"Current to {words.day(current.lapses_on)}, {days}", used=currency.used_share)


def coming(asked: Asked) -> Iterator[Next]:
    """The day on which the status lapses."""
    current = _current(asked)
    if current and current.lapses_on:
        gone = current.lapses_on < asked.on
        yield Next(
            current.lapses_on,
            "Status lapsed" if gone else "Status lapses",
            "Counts as not known until confirmed." if gone else "Then “not known”, unless confirmed.",
            href=f"/young-people/{asked.young_person.pk}/status/",
            link="Confirm now",
            due=(current.lapses_on - asked.on).days <= rules.LAPSES_LATER,
        )


def doing(whom: Collection[UUID]) -> dict[UUID, str]:
    """What each of these does, for lists; where nobody has asked in time, that too."""
    today = clock.today()
    return {
        one: f"{label} (lapsed)" if lapses_on is not None and lapses_on < today else label
        for one, label, lapses_on in _doing_now.ask(list(whom))
    }


_doing_now: Kept[tuple[UUID, str, date | None]] = Kept(
    lambda many: Activity.objects.filter(young_person__in=each(many), end_on=None).values_list(
        "young_person_id", "kind__label", "lapses_on"
    )
)
_current_of: Kept[Activity] = Kept(
    lambda one: Activity.objects.select_related("kind").filter(young_person_id=one, end_on=None)
)


def _current(asked: Asked) -> Activity | None:
    return next(iter(asked.about(_current_of)), None)


def _said(activity: Activity) -> str:
    where = f", {activity.establishment_name}" if activity.establishment_name else ""
    return f"{activity.kind.label}{where}"


def statuses(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Activities that began."""
    where = Case(
        When(establishment_name="", then=text("")),
        default=Concat(Value(" at "), "establishment_name", output_field=TextField()),
        output_field=TextField(),
    )
    return Activity.objects.filter(young_person=young_person).annotate(
        at=Cast("start_on", DateTimeField()),
        item_id=F("id"),
        heading=Concat(Value("Began: "), "kind__label", where, output_field=TextField()),
        words=Cast("evidence", TextField()),
        who=Cast("source", TextField()),
        extra=text("|status|"),
    )


def start() -> None:
    """Register it all; called as the room starts."""
    register_tab(Tab("status", "Status", "tracking:status", Part.STATUS, 25))
    register_fact(Fact("Doing now", Part.HEADLINE, 20, doing_now, of=_current_of))
    register_next("status", Part.STATUS, coming)
    register_doing(doing)
    register(Source("status", "Status", Part.STATUS, statuses, mark="status"))
