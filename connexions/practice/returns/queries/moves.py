"""Moves and packages that wait for somebody, and those that were decided of late."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.practice.returns import sealing
from connexions.practice.returns.models import Departure, Move, Package
from connexions.practice.returns.permissions import check_may_tell
from connexions.practice.returns.telling.mapping import as_told, record
from connexions.practice.returns.telling.reading import known
from connexions.practice.returns.telling.scope import Scope
from connexions.practice.tracking.queries.currency import table_on
from connexions.registers.partners.models import LocalAuthority
from connexions.registers.people import sight
from connexions.registers.people.models import Identifier, YoungPerson
from connexions.registers.people.sight import Part

SHOWN = 100
#: What a package leaves out: it is about our return, not about them.
NOT_SENT = ("CohortStatus", "TransferredToLACode", "GuaranteeStatusIndicator")


def moves(*, by: Actor, state: str) -> QuerySet[Move]:
    """Moves in a state whose young people *by* may see, the latest first."""
    check_may_tell(by)
    people = YoungPerson.objects.filter(sight.visible(by, Part.STATUS))
    found = Move.objects.filter(partnership_id=by.partnership, state=state, young_person__in=people)
    return found.select_related("young_person").order_by("-proposed_on", "-id")[:SHOWN]


def move(move_id: UUID, *, by: Actor) -> Move:
    """One move. Raises ``Missing``."""
    check_may_tell(by)
    found = (
        Move.objects.select_related("young_person").filter(pk=move_id, partnership_id=by.partnership).first()
    )
    if found is None or not sight.sight_of(found.young_person, by=by).sees(Part.STATUS):
        raise Missing("There is no such move at your partnership.")
    return found


def packages(*, by: Actor) -> list[Package]:
    """Packages, those that wait first."""
    check_may_tell(by)
    found = Package.objects.filter(partnership_id=by.partnership).order_by("-arrived_at")[:SHOWN]
    return sorted(found, key=lambda one: one.state != Package.State.ARRIVED)


def package(package_id: UUID, *, by: Actor) -> Package:
    """One package. Raises ``Missing``."""
    check_may_tell(by)
    found = Package.objects.filter(pk=package_id, partnership_id=by.partnership).first()
    if found is None:
        raise Missing("There is no such package at your partnership.")
    return found


def is_key_known(this: Package, *, by: Actor) -> bool:
    """Whether a package from the same authority, sealed by the same key, was taken in before."""
    same = Package.objects.filter(
        partnership_id=by.partnership,
        from_authority=this.from_authority,
        key=this.key,
        state=Package.State.TAKEN,
    )
    return same.exclude(pk=this.pk).exists()


def departure(of: YoungPerson) -> Departure | None:
    """Their open departure."""
    return Departure.objects.filter(young_person=of, back_on=None).first()


def names(codes: set[str]) -> dict[str, str]:
    """What authorities are called, by their codes."""
    return dict(LocalAuthority.objects.filter(code__in=codes).values_list("code", "name"))


def packed(this: Move, *, on: date, by: Actor) -> bytes:
    """The package of somebody who moved: the fields of the return and no more, sealed. Raises ``NotPossible``."""
    check_may_tell(by)
    if this.state != Move.State.CONFIRMED or this.moved_on is None:
        raise NotPossible("A package is made once somebody has decided that they moved.")
    mine = Identifier.objects.filter(young_person_id=this.young_person_id, scheme=Identifier.Scheme.CCIS)
    number = mine.order_by("-id").values_list("value", flat=True).first() or ""
    lapses = table_on(on=on, partnership=by.partnership)
    scope = Scope(by.partnership, (this.from_authority,), frozenset(), on, lapses=lapses)
    found = next(known(scope, {this.young_person_id: number}), None)
    if found is None or not number:
        raise NotPossible("There is nothing here that could be sent: they have no number yet.")
    told = record(
        found, status="P", authority=this.to_authority, period_end=on, spec=scope.spec, lapses=lapses
    )
    fields = {name: value for name, value in as_told(told).items() if name not in NOT_SENT}
    return sealing.pack(
        from_authority=this.from_authority,
        to_authority=this.to_authority,
        moved_on=this.moved_on,
        fields=fields,
    )
