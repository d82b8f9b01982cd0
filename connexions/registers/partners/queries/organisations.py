"""The organisations a partnership works with, and how things stand with each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing
from connexions.registers.partners.models import (
    Agreement,
    AgreementEdition,
    DayOff,
    Dispute,
    Organisation,
    OrganisationKind,
)
from connexions.registers.partners.permissions import HIDDEN, Permission, check, check_for, may
from connexions.registers.partners.queries import agreements
from connexions.registers.partners.rules.states import IN_HAND, UNSETTLED

SOON = timedelta(days=30)  # before its day a review stands in the list of what is due


@dataclass(frozen=True)
class Kept:
    """How an organisation kept the times that were agreed, in the words of the room that knows: “41 of 44 answered in
    time”. Another room fills it (``times_are_told_by``); nothing is said where none does."""

    said: str
    href: str = ""


@dataclass
class Standing:
    """An organisation and how things stand with it."""

    organisation: Organisation
    in_force: AgreementEdition | None = None
    in_hand: AgreementEdition | None = None
    ended_on: date | None = None
    disputes: int = 0
    overdue_disputes: int = 0
    kept: Kept | None = field(default=None)

    def review_due(self, on: date) -> bool:
        """Whether its review is due within a month, or was."""
        edition = self.in_force
        return edition is not None and edition.review_on is not None and edition.review_on <= on + SOON

    def review_overdue(self, on: date) -> bool:
        """Whether the day of its review has passed."""
        return self.review_due(on) and self.in_force.review_on < on  # type: ignore[union-attr,operator]


Times = Callable[[list[int], date, Actor], dict[int, Kept]]
_times: list[Times] = []


def times_are_told_by(tell: Times) -> None:
    """Let a higher room say how organisations keep their times: asked with their numbers, the day and who reads."""
    _times[:] = [tell]


def times_are_told() -> bool:
    """Whether a room says how organisations keep their times."""
    return bool(_times)


def organisations(
    *, by: Actor, words: str = "", kind: str = "", closed: bool = False
) -> QuerySet[Organisation]:
    """Those of the partnership, by name; for a worker their own alone."""
    found = Organisation.objects.filter(partnership_id=by.partnership)
    if by.role is Role.PARTNER_WORKER:
        found = found.filter(pk=by.organisation or 0)
    else:
        check(Permission.ORGANISATION_LIST, by=by)
    if words:
        found = found.filter(name__icontains=words)
    if kind:
        found = found.filter(kind=kind)
    return found.filter(closed_on__isnull=not closed).order_by("name")


def organisation(organisation_id: int, *, by: Actor) -> Organisation:
    """One of them. Raises ``Missing``."""
    found = Organisation.objects.filter(pk=organisation_id, partnership_id=by.partnership)
    one = found.select_related("merged_into", "partnership").first()
    if one is None:
        raise Missing(HIDDEN)
    check_for(Permission.AGREEMENT_READ, one.pk, by=by)
    return one


def standings(found: list[Organisation], *, on: date, by: Actor) -> list[Standing]:
    """How things stand with each: a handful of questions, however many there are."""
    check(Permission.AGREEMENT_READ, by=by)
    by_key = {one.pk: Standing(one) for one in found}
    here = {"partnership_id": by.partnership, "organisation__in": list(by_key)}
    for edition in agreements.holding(on).filter(**here):
        by_key[edition.organisation_id].in_force = edition
    for edition in AgreementEdition.objects.filter(**here, state__in=IN_HAND):
        by_key[edition.organisation_id].in_hand = edition
    for ended in Agreement.objects.filter(**here, ended_on__isnull=False).order_by("ended_on"):
        by_key[ended.organisation_id].ended_on = ended.ended_on
    if may(Permission.DISPUTE_READ, by=by):
        for one in Dispute.objects.filter(**here, state__in=UNSETTLED).prefetch_related("steps"):
            standing = by_key[one.organisation_id]
            standing.disputes += 1
            standing.overdue_disputes += one.overdue(on)
    for tell in _times:
        for key, kept in tell(list(by_key), on, by).items():
            by_key[key].kept = kept
    return list(by_key.values())


def reviews_due(*, on: date, by: Actor) -> list[AgreementEdition]:
    """The agreements whose review is due within a month, or was: whatever page of the list is open."""
    check(Permission.AGREEMENT_READ, by=by)
    found = agreements.holding(on).filter(partnership_id=by.partnership, review_on__lte=on + SOON)
    return list(found.select_related("organisation").order_by("review_on"))


def kinds(*, by: Actor) -> QuerySet[OrganisationKind]:
    """The kinds to choose from: what ships, and the partnership's own."""
    own = Q(partnership=None) | Q(partnership_id=by.partnership)
    return OrganisationKind.objects.filter(own).order_by("name")


def days_off(*, from_on: date, by: Actor) -> QuerySet[DayOff]:
    """Bank holidays and the partnership's own days off, from a day on."""
    own = Q(partnership=None) | Q(partnership_id=by.partnership)
    return DayOff.objects.filter(own, on__gte=from_on).order_by("on")
