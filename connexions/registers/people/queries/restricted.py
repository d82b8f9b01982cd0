"""Restricted records, as far as somebody may know of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing
from connexions.registers.accounts.models import Membership, User
from connexions.registers.people import names, restricted, restricting, sight
from connexions.registers.people.models import GlassBroken, NamedAccess, Restriction, YoungPerson


@dataclass(frozen=True)
class Waiting:
    """What of restricted records waits for a manager."""

    to_review: int
    overdue: int
    to_look_at_again: int

    @property
    def any(self) -> bool:
        return bool(self.to_review or self.to_look_at_again)


def maybe(*, words: Collection[str], born_on: Iterable[date], by: Actor) -> list[UUID]:
    """The restricted records, closed to *by*, of whom all of this is true: a first name and the family name are
    among the words, letter for letter, and they were born on one of the days.

    Nothing less is told of: whoever can say all of it has the person before them, and must not begin a second record.
    """
    closed, born = restricted.of(by).closed, list(born_on)
    if not closed or not born or len(words) < 2:
        return []
    with tenancy.beneath():
        found = YoungPerson.objects.filter(pk__in=closed, date_of_birth__in=born)
        return [one.pk for one in found.order_by("pk") if _is_called(one, set(words))]


def _is_called(young_person: YoungPerson, words: set[str]) -> bool:
    first = {names.fold(young_person.given_name), names.fold(young_person.preferred_name)} - {""}
    return bool(first & words) and names.fold(young_person.family_name) in words


def standing(*, by: Actor) -> QuerySet[Restriction]:
    """The restrictions that a manager keeps: all of the partnership's, or those for which they are named."""
    restricting.check_may_set(by)
    found = Restriction.objects.filter(partnership_id=by.partnership, ended_at=None)
    if by.role is not Role.PARTNERSHIP_MANAGER:
        found = found.filter(young_person_id__in=restricted.of(by).opened)
    return found.select_related("set_by").order_by("review_on", "pk")


def one(restriction_id: UUID, *, by: Actor) -> Restriction:
    """A restriction that *by* may keep. Raises ``Missing``, ``NotAllowed``."""
    found = Restriction.objects.filter(pk=restriction_id, partnership_id=by.partnership).first()
    if found is None:
        raise Missing("There is no such restriction.")
    restricting.check_may_keep(found, by=by)
    return found


def of(young_person: YoungPerson) -> Restriction | None:
    """The restriction of a record that is open to the reader."""
    if young_person.pk not in restricted.here():
        return None
    return Restriction.objects.filter(young_person=young_person, ended_at=None).first()


def named_for(restriction: Restriction) -> QuerySet[NamedAccess]:
    """Everybody who is, or was, named; those who are first."""
    found = NamedAccess.objects.filter(restriction=restriction).select_related("user", "named_by")
    return found.order_by("-ended_at", "named_at", "pk")


def mine(young_person: YoungPerson, *, by: Actor, at: datetime) -> GlassBroken | None:
    """The glass that *by* broke to read this record, while it is open."""
    if young_person.pk not in restricted.of(by).glass:
        return None
    found = GlassBroken.objects.filter(
        young_person=young_person, opened_by_id=by.id, opened_at__lte=at, closes_at__gt=at
    )
    return found.order_by("-closes_at").first()


def broken(*, by: Actor) -> QuerySet[GlassBroken]:
    """Every time that the glass was broken of records a manager answers for, the latest first."""
    restricting.check_may_set(by)
    found = GlassBroken.objects.filter(partnership_id=by.partnership)
    if by.role is not Role.PARTNERSHIP_MANAGER:
        found = found.filter(Q(young_person_id__in=restricted.of(by).opened) | Q(pk__in=_of_team(by)))
    return found.select_related("opened_by", "reviewed_by", "restriction").order_by("-opened_at", "-pk")


def managers_of(restriction: Restriction) -> list[User]:
    """Who answers for a restricted record: the partnership's managers, the team's, and managers who are named."""
    with tenancy.beneath():
        team = YoungPerson.objects.values_list("team_id", flat=True).get(pk=restriction.young_person_id)
    named = NamedAccess.objects.filter(restriction=restriction, ended_at=None).values("user_id")
    theirs = Q(role=Role.PARTNERSHIP_MANAGER) | Q(role__in=restricting.SETTERS, user_id__in=named)
    if team is not None:
        theirs |= Q(role=Role.TEAM_MANAGER, team_id=team)
    held = Membership.objects.filter(
        theirs, partnership_id=restriction.partnership_id, user__is_active=True, until_on=None
    )
    return list(User.objects.filter(pk__in=held.values("user_id")).order_by("name", "pk"))


def one_broken(broken_id: UUID, *, by: Actor) -> GlassBroken:
    """One of them. Raises ``Missing``."""
    found = broken(by=by).filter(pk=broken_id).first()
    if found is None:
        raise Missing("There is nothing of this kind for you to review.")
    return found


def waiting(*, at: datetime, on: date, by: Actor) -> Waiting:
    """What waits for a manager: nothing, and no question, where the partnership has no restricted record."""
    if by.role not in restricting.SETTERS or not restricted.of(by).restricted:
        return Waiting(0, 0, 0)
    unseen = list(broken(by=by).filter(reviewed_at=None).exclude(opened_by_id=by.id)[:200])
    overdue = sum(restricting.review_is_overdue(one, at=at) for one in unseen)
    return Waiting(len(unseen), overdue, standing(by=by).filter(review_on__lte=on).count())


def staff_to_name(*, by: Actor, on: date) -> list[Membership]:
    """Whoever works here and sees records."""
    held = Membership.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on),
        partnership_id=by.partnership,
        role__in=sight.READERS,
        user__is_active=True,
    )
    return list(held.select_related("user", "team").order_by("user__name", "id")[:1000])


def offered(young_person: YoungPerson, *, by: Actor, on: date) -> list[UUID]:
    """Whom a restriction names unless it is said otherwise: their adviser, and the manager of their team."""
    found = [young_person.adviser_id] if young_person.adviser_id else []
    if young_person.team_id is not None:
        managers = Membership.objects.filter(
            Q(until_on=None) | Q(until_on__gt=on),
            partnership_id=by.partnership,
            role=Role.TEAM_MANAGER,
            team_id=young_person.team_id,
            user__is_active=True,
        )
        found += managers.values_list("user_id", flat=True)
    return list(dict.fromkeys(found))


def _of_team(by: Actor) -> list[UUID]:
    """Glass that was broken of young people of a manager's team, whose names they need not know."""
    if by.team is None:
        return []
    with tenancy.beneath():
        found = GlassBroken.objects.filter(partnership_id=by.partnership, young_person__team_id=by.team)
        return list(found.values_list("pk", flat=True))
