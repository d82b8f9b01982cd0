"""How much support somebody gets."""

from datetime import date

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import falling_due
from connexions.practice.casework.actions._noting import note
from connexions.practice.casework.models import LevelChange
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.models.young_person import LevelOfNeed


@transaction.atomic
def change(*, young_person: YoungPerson, to: str, on: date, by: Actor) -> LevelChange:
    """Change the level of support; the next review follows. Raises ``NotPossible`` where it is no other."""
    permissions.check_may_write(young_person, by)
    stored = YoungPerson.objects.select_for_update(of=("self",)).get(pk=young_person.pk)
    if to not in LevelOfNeed.values or to == stored.level_of_need:
        raise NotPossible("Choose the level of support to change to: one other than the present.")
    changed = LevelChange(
        partnership_id=stored.partnership_id,
        young_person=stored,
        before=stored.level_of_need,
        after=to,
        on=on,
        changed_by_id=by.id,
    )
    changed.save(force_insert=True)
    young_person.level_of_need = stored.level_of_need = to
    stored.version += 1
    young_person.version = stored.version
    stored.save(update_fields=["level_of_need", "version"])
    note("casework.level.changed", changed, by, **{"from": changed.before, "to": to})
    falling_due.work_out(young_person=stored, on=on, by=by)
    return changed
