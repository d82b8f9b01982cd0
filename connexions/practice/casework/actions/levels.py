"""How much support somebody is given."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import falling_due
from connexions.practice.casework.actions._noting import note
from connexions.practice.casework.models import LevelChange
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.models.young_person import LevelOfNeed

LABELS = {"level_of_need": "Level of support"}


@transaction.atomic
def change(
    *,
    young_person: YoungPerson,
    to: str,
    on: date,
    by: Actor,
    reason: str = "",
    version: int | None = None,
) -> LevelChange:
    """Give somebody more support, or less; the next review follows. A review that decides it is the reason.

    Raises ``NotAllowed``; ``NotPossible`` for the level they have; ``Conflict`` where their record has changed
    since *version*.
    """
    permissions.check_may_write(young_person, by)
    stored = YoungPerson.objects.select_for_update(of=("self",)).get(pk=young_person.pk)
    if version is not None:
        check_version(stored=stored, version=version, typed={"level_of_need": to}, labels=LABELS)
    if to not in LevelOfNeed.values or to == stored.level_of_need:
        raise NotPossible("Choose the level of support to change to: one other than the present.")
    made = change_locked(young_people=[stored], to=to, reason=reason, on=on, by=by)[0]
    young_person.level_of_need, young_person.version = stored.level_of_need, stored.version
    return made


def change_locked(
    *, young_people: Sequence[YoungPerson], to: str, reason: str, on: date, by: Actor
) -> list[LevelChange]:
    """The same for several whose rows are locked and whom *by* may write about."""
    if to not in LevelOfNeed.values:
        raise NotPossible("Choose the level of support to change to.")
    for one in young_people:
        if one.level_of_need == to:
            raise NotPossible(
                f"{one.known_as} has {one.get_level_of_need_display().lower()} support already."
            )
    changes = [_change(one, to, reason.strip(), on, by) for one in young_people]
    LevelChange.objects.bulk_create(changes)
    ids = [one.pk for one in young_people]
    YoungPerson.objects.filter(pk__in=ids).update(level_of_need=to, version=F("version") + 1)
    for one, told in zip(young_people, changes, strict=True):
        one.level_of_need, one.version = to, one.version + 1
        note("casework.level.changed", told, by, **{"from": told.before, "to": to})
    falling_due.work_out_many(whom=ids, on=on, by=by)
    return changes


def _change(young_person: YoungPerson, to: str, reason: str, on: date, by: Actor) -> LevelChange:
    return LevelChange(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        before=young_person.level_of_need,
        after=to,
        on=on,
        reason=reason,
        changed_by_id=by.id,
    )
