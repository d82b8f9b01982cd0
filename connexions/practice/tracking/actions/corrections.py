"""Putting right what was recorded of somebody's activities: a past spell, one that was missed, one that never was.

What was believed before stays: in the correction itself, row by row, and in the database's history (ADR 0001).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotPossible, check_version
from connexions.ground.design import words as said
from connexions.practice.tracking import rules, signals
from connexions.practice.tracking.actions._apart import refusal_of
from connexions.practice.tracking.models import Activity, ActivityKind, Correction
from connexions.practice.tracking.queries.currency import lapses_on
from connexions.practice.tracking.rules import spells
from connexions.practice.tracking.rules.spells import Spell
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

LABELS = {
    "kind": "What they did",
    "start_on": "From",
    "end_on": "Until",
    "establishment_name": "Where",
    "source": "How we know",
}
SAY_WHY = "Say why: it stands beside what was changed."
COLUMNS = [field.attname for field in Activity._meta.local_concrete_fields]


@transaction.atomic
def correct(
    *,
    activity: Activity,
    typed: Mapping[str, Any],
    because: str,
    version: int,
    make_room: bool,
    on: date,
    at: datetime,
    by: Actor,
) -> Correction:
    """Say what a spell should have said. *typed* names fields of ``LABELS``; with *make_room* the spells around it are
    cut so that it fits.

    Raises ``NotAllowed``; ``Conflict`` where somebody else changed it meanwhile; ``NotPossible`` where nothing is
    changed, the dates cannot be so, or it would overlap with another.
    """
    young_person, every = _open(activity.young_person_id, because, by)
    stored = _one(every, activity.pk)
    check_version(stored=stored, version=version, typed=typed, labels=LABELS)
    if all(getattr(stored, name) == value for name, value in typed.items()):
        raise NotPossible("Nothing was changed.")
    was_current, before = stored.end_on is None, _rows(every)
    if stored.neet_start_on == stored.start_on:
        stored.neet_start_on = None  # it began with this spell, so it is reckoned anew with it
    for name, value in typed.items():
        setattr(stored, name, value)
    if was_current != (stored.end_on is None):
        raise NotPossible(
            "This is what they do now: record what came next to end it."
            if was_current
            else "This has ended: a spell that goes on is recorded as what they do now."
        )
    _check_dates(stored, young_person, on)
    _fit_within_itself(stored)
    return _settle(Correction.Kind.CORRECTED, stored, every, before, make_room, because, at, by)


@transaction.atomic
def add(
    *,
    young_person: YoungPerson,
    kind: ActivityKind,
    start_on: date,
    end_on: date,
    because: str,
    make_room: bool,
    on: date,
    at: datetime,
    by: Actor,
    establishment_name: str = "",
    source: str = "",
    source_key: str = "",
) -> Correction:
    """Add a spell that is over and was missed. Raises as ``correct`` does."""
    young_person, every = _open(young_person.pk, because, by)
    before = _rows(every)
    added = Activity(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        kind=kind,
        start_on=start_on,
        end_on=end_on,
        ascertained_on=start_on,
        verified_on=start_on,
        establishment_name=establishment_name,
        source=source,
        source_key=source_key,
        recorded_by_id=by.id,
    )
    _check_dates(added, young_person, on)
    return _settle(Correction.Kind.ADDED, added, [*every, added], before, make_room, because, at, by)


@transaction.atomic
def remove(*, activity: Activity, because: str, version: int, at: datetime, by: Actor) -> Correction:
    """Take away a spell that never was. What it said stays in the correction; the spell that it ended goes on.
    Raises as ``correct`` does."""
    _, every = _open(activity.young_person_id, because, by)
    stored = _one(every, activity.pk)
    check_version(stored=stored, version=version, typed={}, labels=LABELS)
    before, left = _rows(every), [one for one in every if one.pk != stored.pk]
    if stored.end_on is None:
        for one in left:
            if one.end_on == stored.start_on:  # it was ended by what never was
                one.end_on = None
    return _settle(Correction.Kind.REMOVED, None, left, before, False, because, at, by)


@transaction.atomic
def undo(*, correction: Correction, at: datetime, by: Actor) -> Correction:
    """Take a correction back: what it touched stands as it did before. Raises ``NotAllowed``; ``NotPossible`` where
    it was taken back already, or something it touched has changed since."""
    sight.sight_of(correction.young_person, by=by).check_write(Part.STATUS)
    stored = Correction.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    if stored.undone_at is not None:
        raise NotPossible("This was taken back already.")
    every = _every(stored.young_person_id)
    here = {str(one.pk): one for one in every}
    for row in stored.after:
        if row["id"] not in here or here[row["id"]].version != row["version"]:
            raise NotPossible("What this changed has been changed again since: put that right instead.")
    back = {row["id"] for row in stored.before}
    gone = [here[row["id"]] for row in stored.after if row["id"] not in back]
    wanted = [one for one in every if one not in gone]
    for row in stored.before:
        if row["id"] in here:
            _put_back(here[row["id"]], row)
        else:
            wanted.append(_again(row))
    _write(_every(stored.young_person_id), wanted)
    stored.undone_at, stored.undone_by_id = at, by.id
    stored.save(update_fields=["undone_at", "undone_by"])
    _note("tracking.correction.undone", stored, by)
    _ring(stored.young_person_id, at, by)
    return stored


def _open(young_person_id: UUID, because: str, by: Actor) -> tuple[YoungPerson, list[Activity]]:
    young_person = YoungPerson.objects.get(pk=young_person_id)
    sight.sight_of(young_person, by=by).check_write(Part.STATUS)
    if not because.strip():
        raise NotPossible(SAY_WHY)
    return young_person, _every(young_person_id)


def _every(young_person_id: UUID) -> list[Activity]:
    """Every spell of theirs, held until this transaction ends."""
    found = Activity.objects.select_for_update(of=("self",)).select_related("kind")
    return list(found.filter(young_person=young_person_id).order_by("start_on", "id"))


def _one(every: Iterable[Activity], pk: UUID) -> Activity:
    for one in every:
        if one.pk == pk:
            return one
    raise Missing("This is not on the record any more: somebody has taken it away.")


def _check_dates(activity: Activity, young_person: YoungPerson, on: date) -> None:
    if activity.end_on is not None and activity.end_on <= activity.start_on:
        raise NotPossible("This ends before it begins, or on the same day: look at the two dates again.")
    if activity.end_on is not None and activity.end_on > on:
        raise NotPossible("This ends after today: record it as what they do now.")
    wrong = rules.wrong_with(
        start_on=activity.start_on,
        on=on,
        born_on=young_person.date_of_birth,
        review_on=None,
        predicted_end_on=activity.predicted_end_on,
    )
    if wrong:
        raise NotPossible(wrong)


def _fit_within_itself(activity: Activity) -> None:
    """The days it was verified on, and what follows from them, go with the days it was so."""
    if activity.verified_on is not None:
        activity.verified_on = max(activity.verified_on, activity.start_on)
        activity.lapses_on = lapses_on(
            code=activity.kind_id,
            verified_on=activity.verified_on,
            review_on=activity.review_on,
            predicted_end_on=activity.predicted_end_on,
            partnership=activity.partnership_id,
        )


def _settle(
    kind: Correction.Kind,
    changed: Activity | None,
    wanted: list[Activity],
    before: Sequence[dict[str, Any]],
    make_room: bool,
    because: str,
    at: datetime,
    by: Actor,
) -> Correction:
    """Make room, carry the day on which they fell out of everything, write it, and keep what was and is."""
    if changed is not None:
        wanted = _with_room(changed, wanted, make_room)
    starts = spells.neet_starts([_spell(one) for one in wanted])
    for one in wanted:
        one.neet_start_on = starts[one.pk]
    young_person_id = changed.young_person_id if changed else UUID(before[0]["young_person_id"])
    _write(_every(young_person_id), wanted)
    was, now = {row["id"]: row for row in before}, {row["id"]: row for row in _rows(wanted)}
    made = Correction.objects.create(
        partnership_id=by.partnership,
        young_person_id=young_person_id,
        kind=kind,
        before=[row for key, row in was.items() if now.get(key) != row],
        after=[row for key, row in now.items() if was.get(key) != row],
        because=because.strip(),
        at=at,
        by_id=by.id,
    )
    _note(f"tracking.activity.{kind.value}", made, by)
    _ring(young_person_id, at, by)
    return made


def _ring(young_person_id: UUID, at: datetime, by: Actor) -> None:
    """Tell the rooms above what they do, as it stands now that it was put right."""
    current = Activity.objects.filter(young_person=young_person_id, end_on=None)
    signals.activity_changed.send(
        Activity,
        young_person=YoungPerson.objects.get(pk=young_person_id),
        activity=current.select_related("kind").first(),
        by=by,
        on=timezone.localdate(at),
    )


def _with_room(changed: Activity, wanted: list[Activity], make_room: bool) -> list[Activity]:
    mine, others = _spell(changed), [_spell(one) for one in wanted if one is not changed]
    clash = spells.overlapping(mine, others)
    if clash and not make_room:
        raise NotPossible(
            f"They were recorded as “{clash[0].label}” {_when(clash[0])}: choose other days, or have the spells"
            " around it shortened."
        )
    room = spells.room_for(mine, others)
    if room.refused:
        raise NotPossible(
            f"“{room.refused[0].label}” {_when(room.refused[0])} lies within these days: take it away first."
        )
    here = {one.pk: one for one in wanted}
    for cut in room.cut:
        row = here[cut.key]  # type: ignore[index]
        row.start_on, row.end_on = cut.start_on, cut.end_on
        _fit_within_itself(row)
    return [*wanted, *(_half(here[half.key], half) for half in room.second_halves)]  # type: ignore[index]


def _half(of: Activity, half: Spell) -> Activity:
    """The part of a spell that goes on after what was put into it; where it goes on still, it is the current one."""
    made = Activity(**{name: getattr(of, name) for name in COLUMNS if name not in ("id", "recorded_at")})
    made.kind = of.kind
    made.start_on, made.end_on, made.version = half.start_on, half.end_on, 1
    _fit_within_itself(made)
    return made


def _spell(activity: Activity) -> Spell:
    return Spell(
        activity.pk,
        activity.start_on,
        activity.end_on,
        activity.kind.label,
        activity.kind.is_neet,
        activity.neet_start_on,
    )


def _when(spell: Spell) -> str:
    until = f"until {said.day(spell.end_on)}" if spell.end_on else "and still are"
    return f"from {said.day(spell.start_on)} {until}"


def _write(stored: Sequence[Activity], wanted: Sequence[Activity]) -> None:
    """Bring the rows in line with what is wanted. Whether spells overlap is asked when all of them stand."""
    here = {one.pk: one for one in stored}
    keep = {one.pk for one in wanted}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS activity_spells_apart DEFERRED")
            for one in stored:
                if one.pk not in keep:
                    one.delete()
            changed = [one for one in wanted if one.pk in here and _row(one) != _row(here[one.pk])]
            for one in sorted(changed, key=lambda one: one.end_on is None):
                one.version = here[one.pk].version + 1
                one.save(force_update=True)
            for one in wanted:
                if one.pk not in here:
                    one.save(force_insert=True)
            cursor.execute("SET CONSTRAINTS activity_spells_apart IMMEDIATE")
    except IntegrityError as problem:
        raise NotPossible(refusal_of(problem)) from None


def _rows(every: Iterable[Activity]) -> list[dict[str, Any]]:
    return [_row(one) for one in every]


def _row(activity: Activity) -> dict[str, Any]:
    """A row as JSON keeps it."""
    kept = {name: getattr(activity, name) for name in COLUMNS if name != "recorded_at"}
    encode = DjangoJSONEncoder().default
    return {
        name: value if isinstance(value, (str, int, type(None))) else encode(value)
        for name, value in kept.items()
    }


def _put_back(activity: Activity, row: Mapping[str, Any]) -> None:
    for field in Activity._meta.local_concrete_fields:
        if field.attname in row and field.attname not in ("id", "version"):
            setattr(activity, field.attname, field.to_python(row[field.attname]))


def _again(row: Mapping[str, Any]) -> Activity:
    """A row that was taken away, as a new one: that it was gone in between stays in the history."""
    made = Activity()
    _put_back(made, row)
    return made


def _note(event: str, correction: Correction, by: Actor) -> None:
    audit.record(
        event=event,
        by=by,
        young_person_id=correction.young_person_id,
        about=f"correction:{correction.pk}",
        why=correction.because,
    )
