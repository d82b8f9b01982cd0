"""What organisations have leave to see just now, read for the decision of sight (``people.sight``)."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import F, Func, QuerySet, TextField, Value

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept, each
from connexions.registers.people.categories import Group, known
from connexions.registers.people.models import Leave
from connexions.registers.people.models.leave import holding

# Leave that an organisation has at a moment, as ``people.models.leave.holding`` says it to Django. Without the offset
# PostgreSQL would read every leave of the organisation first; those who are asked about are fewer.
SHARED = """EXISTS (
    SELECT FROM people_leave l
    WHERE l.young_person_id = {of}.{key} AND l.partnership_id = %s AND l.from_at <= %s AND l.until_at > %s
        AND (l.organisation_id = %s OR
        l.organisation_kind = (SELECT o.kind FROM partners_organisation o WHERE o.id = %s AND o.kind <> ''))
    OFFSET 0
)"""


def asker(by: Actor) -> tuple[int, datetime]:
    """The organisation for which *by* works, and the moment."""
    return by.organisation or 0, clock.now()


def held(organisation: int, at: datetime, *, here: int) -> QuerySet[Leave]:
    """The leaves that an organisation has at a moment, at a partnership."""
    return Leave.objects.filter(holding(organisation, at), partnership_id=here)


def groups_of(young_people: Iterable[UUID], *, by: Actor) -> dict[UUID, frozenset[Group]]:
    """Which groups are open to *by*'s organisation now of each of these, in one query; nobody is left out."""
    groups: dict[UUID, frozenset[Group]] = dict.fromkeys(young_people, frozenset())
    for young_person_id, names in _leaves_of.ask(list(groups), *asker(by)):
        so_far, more = groups[young_person_id], _known(names)
        groups[young_person_id] = so_far | more if so_far else more
    return groups


# As one text: an array costs four times as much to read as a row.
NAMED = Func(F("groups"), Value(","), function="array_to_string", output_field=TextField())
_leaves_of: Kept[tuple[UUID, str]] = Kept(
    lambda many, organisation, at: (
        Leave.objects.filter(holding(organisation, at), young_person_id__in=each(many))
        .annotate(named=NAMED)
        .values_list("young_person_id", "named")
    ),
    takes=(UUID, int, datetime),
)


@lru_cache(maxsize=4096)
def _known(names: str) -> frozenset[Group]:
    """A leave names its groups as many others do."""
    return known(names.split(",") if names else ())
