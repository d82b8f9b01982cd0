"""What every action on several young people at once does alike: lock, check, keep how things stood."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.practice.casework import rules
from connexions.practice.casework.models import Together, Touched
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part


def locked(ids: Collection[UUID], *, by: Actor, part: Part = Part.CASEWORK) -> list[YoungPerson]:
    """These young people, locked in one order; all of them, or a refusal."""
    wanted = set(ids)
    if not wanted:
        raise NotPossible("Choose at least one young person.")
    if len(wanted) > rules.MOST_TOGETHER:
        raise NotPossible(f"At most {rules.MOST_TOGETHER:,} at once: choose fewer.")
    found = YoungPerson.objects.select_for_update(of=("self",)).filter(sight.visible(by, part), pk__in=wanted)
    people = list(found.order_by("pk"))
    if len(people) != len(wanted):
        raise NotAllowed("You may not see all of those you chose: nothing was done.")
    return people


def check_may_write_all(people: Iterable[YoungPerson], *, by: Actor) -> None:
    """Refuse whoever may not write about every one of them."""
    for one in people:
        sight.sight_of(one, by=by).check_write(Part.CASEWORK)


def keep(
    *,
    kind: str,
    said: str,
    at: datetime,
    by: Actor,
    stood: Mapping[UUID, tuple[dict[str, Any], dict[str, Any]]],
) -> Together:
    """Keep what was done to whom, with how things stood *before and after*, so that it can be taken back."""
    made = Together.objects.create(
        partnership_id=by.partnership,
        kind=kind,
        said=said[:200],
        number=len(stood),
        done_by_id=by.id,
        done_at=at,
    )
    Touched.objects.bulk_create(
        Touched(
            partnership_id=by.partnership,
            together=made,
            young_person_id=whom,
            before=before,
            after=after,
        )
        for whom, (before, after) in stood.items()
    )
    audit.record(
        event=f"casework.{kind}.done_together",
        by=by,
        about=f"together:{made.pk}",
        details={"number": len(stood)},
    )
    return made


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    return None if value is None else str(value)
