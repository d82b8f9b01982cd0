"""The advisers of a partnership: whose diary may be looked at, and with whom one may book."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.practice.casework.permissions import ALLOCATED_TO
from connexions.registers.accounts.models import Membership

MOST = 1000


@dataclass(frozen=True)
class Colleagues:
    """Everybody, by name, and the one who is asked for."""

    names: dict[UUID, str]
    asked: UUID

    @property
    def name(self) -> str:
        return self.names[self.asked]

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """As a list to choose from."""
        return [(str(key), name, key == self.asked) for key, name in self.names.items()]


def colleagues(*, wanted: UUID | None, usual: UUID | None = None, by: Actor, on: date) -> Colleagues:
    """The advisers of the whole partnership, and whom *wanted* names; where it names nobody the usual one,
    else oneself, else the first. Raises ``Missing`` for somebody who is no adviser here."""
    held = Membership.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on),
        partnership_id=by.partnership,
        role__in=ALLOCATED_TO,
        from_on__lte=on,
        user__is_active=True,
    )
    names = dict(held.order_by("user__name").values_list("user_id", "user__name")[:MOST])
    if wanted is not None and wanted not in names:
        raise Missing("There is no such adviser at your partnership.")
    chosen = next((one for one in (wanted, usual, by.id) if one in names), None)
    if chosen is None and not names:
        raise Missing("There are no advisers at your partnership yet.")
    return Colleagues(names, chosen or next(iter(names)))
