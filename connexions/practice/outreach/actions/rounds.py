"""Who is on the round, in which order, and about what."""

from collections.abc import Sequence
from datetime import date, time

from django.db import transaction
from django.db.models import F

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.outreach import permissions, rules
from connexions.practice.outreach.models import DaySheet, Stop
from connexions.practice.outreach.queries.carrying import rules_of
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part


@transaction.atomic
def add(*, young_person: YoungPerson, on: date, by: Actor, about: str = "", at: time | None = None) -> Stop:
    """Put a young person last on one's round of a day; once is enough.

    Raises ``NotAllowed`` for somebody whose details or casework *by* may not see, ``NotPossible`` where the round
    holds as many as may leave the desk.
    """
    seen = sight.sight_of(young_person, by=by)
    seen.check(Part.CASEWORK)
    seen.check(Part.DETAILS)
    if not sight.may_leave_the_desk(young_person):
        raise NotPossible("Their record is restricted: it is not carried on a day sheet.")
    sheet = _sheet(on, by)
    there = {one.young_person_id: one for one in Stop.objects.filter(day_sheet=sheet)}
    if young_person.pk in there:
        return there[young_person.pk]
    most = rules_of(by=by).most_people
    if len(there) >= most:
        raise NotPossible(f"A day sheet holds {most} people at most: take somebody off first.")
    stop = Stop(
        partnership_id=by.partnership,
        day_sheet=sheet,
        young_person=young_person,
        position=1 + max((one.position for one in there.values()), default=0),
        about=about.strip()[:200],
        at=at,
    )
    stop.save(force_insert=True)
    _note("outreach.stop.added", stop, by)
    return stop


@transaction.atomic
def add_all(*, young_people: Sequence[YoungPerson], on: date, by: Actor, about: str = "") -> int:
    """Put a whole round of doors on one's round of a day, in its order, behind whoever is there; how many are new.

    All of them or none: raises what ``add`` does.
    """
    before = set(Stop.objects.filter(day_sheet=_sheet(on, by)).values_list("young_person_id", flat=True))
    for one in young_people:
        add(young_person=one, on=on, by=by, about=about)
    return len({one.pk for one in young_people} - before)


@transaction.atomic
def change(*, stop: Stop, about: str, at: time | None, by: Actor) -> Stop:
    """Say what a visit is about, and when."""
    permissions.check_own(stop.day_sheet, by)
    stop.about, stop.at = about.strip(), at
    stop.save(update_fields=["about", "at"])
    _note("outreach.stop.changed", stop, by)
    return stop


@transaction.atomic
def move(*, stop: Stop, places: int, by: Actor) -> None:
    """Move a stop earlier (-1) or later (1)."""
    permissions.check_own(stop.day_sheet, by)
    every = list(Stop.objects.select_for_update().filter(day_sheet=stop.day_sheet_id))
    order = rules.moved([str(one.pk) for one in every], str(stop.pk), places)
    for one in every:
        one.position = 1 + order.index(str(one.pk))
    Stop.objects.bulk_update(every, ["position"])


@transaction.atomic
def by_time(*, sheet: DaySheet, by: Actor) -> None:
    """Put those that have a time in its order, before those that have none."""
    permissions.check_own(sheet, by)
    every = list(
        Stop.objects.select_for_update()
        .filter(day_sheet=sheet)
        .order_by(F("at").asc(nulls_last=True), "position", "id")
    )
    for place, one in enumerate(every, start=1):
        one.position = place
    Stop.objects.bulk_update(every, ["position"])


@transaction.atomic
def remove(*, stop: Stop, by: Actor) -> None:
    """Take a young person off one's round."""
    permissions.check_own(stop.day_sheet, by)
    _note("outreach.stop.removed", stop, by)
    stop.delete()


def _sheet(on: date, by: Actor) -> DaySheet:
    DaySheet.objects.bulk_create(
        [DaySheet(partnership_id=by.partnership, adviser_id=permissions.whose(by), on=on)],
        ignore_conflicts=True,
    )
    return DaySheet.objects.select_for_update().get(
        partnership_id=by.partnership, adviser_id=permissions.whose(by), on=on
    )


def _note(event: str, stop: Stop, by: Actor) -> None:
    audit.record(event=event, by=by, young_person_id=stop.young_person_id, about=f"stop:{stop.pk}")
