"""Who is told of a concern: the partnership's rules, its leads, its rota, and whom all of that means at a moment."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from connexions.ground.base.acting import Actor, Role
from connexions.registers.accounts.models import Cover, Membership, User
from connexions.registers.partners.models import Team
from connexions.trust.safeguarding import permissions
from connexions.trust.safeguarding.models import Lead, RotaTurn, RoutingRule, SafeguardingRules
from connexions.trust.safeguarding.permissions import Permission
from connexions.trust.safeguarding.rules import rota
from connexions.trust.safeguarding.rules.routing import LONDON, Routing, To, is_night, read_steps

LOOKED_AHEAD = 14  # days of the rota that are looked through for gaps


def settled(*, by: Actor) -> SafeguardingRules:
    """What the partnership has settled; what the product ships with where it has settled nothing."""
    found = SafeguardingRules.objects.filter(partnership_id=by.partnership).first()
    return found or SafeguardingRules(partnership_id=by.partnership, version=0)


def at_night(at: datetime, *, by: Actor, rules: SafeguardingRules | None = None) -> bool:
    """Whether a moment is out of this partnership's hours."""
    told = rules or settled(by=by)
    return is_night(at, day_from=told.day_from, day_until=told.day_until, weekdays=told.weekdays)


def rules_in_use(*, by: Actor) -> list[RoutingRule]:
    """The rules that hold, the plainest last."""
    found = RoutingRule.objects.filter(partnership_id=by.partnership, ended_at=None).select_related("team")
    return sorted(found, key=lambda one: (not one.kind, one.team_id is None, one.when, str(one.pk)))


def routings(*, by: Actor) -> list[Routing]:
    """The same as they are chosen by."""
    return [
        Routing(one.pk, one.kind, one.team_id, one.when, read_steps(one.steps)) for one in rules_in_use(by=by)
    ]


def leads(*, by: Actor, on: date) -> QuerySet[Lead]:
    """The designated leads of a day."""
    return _of_day(Lead.objects.filter(partnership_id=by.partnership), on).select_related("user")


def named_leads(*, by: Actor, on: date) -> list[Lead]:
    """Those of today and to come, for whoever looks after the list."""
    permissions.check(Permission.ROUTING_SEE, by=by)
    found = Lead.objects.filter(Q(until_on=None) | Q(until_on__gt=on), partnership_id=by.partnership)
    return list(found.select_related("user").order_by("from_on", "user__name"))


def is_lead(*, by: Actor, on: date) -> bool:
    """Whether *by* is one today, or stands in for one."""
    if by.id is None or by.role not in permissions.READERS:
        return False
    return leads(by=by, on=on).filter(user_id__in=by.stands_for).exists()


def turns(*, by: Actor, from_at: datetime, until_at: datetime) -> list[RotaTurn]:
    """The turns of duty that touch a stretch of time."""
    found = RotaTurn.objects.filter(
        partnership_id=by.partnership, until_at__gt=from_at, from_at__lt=until_at, user__is_active=True
    )
    return list(found.select_related("user").order_by("from_at", "user__name"))


def on_duty(at: datetime, *, by: Actor) -> list[User]:
    """Whoever is on duty at a moment."""
    found = turns(by=by, from_at=at, until_at=at + timedelta(microseconds=1))
    return rota.on_duty([rota.Turn(one.user, one.from_at, one.until_at) for one in found], at)


def gaps(*, by: Actor, at: datetime, days: int = LOOKED_AHEAD) -> list[rota.Stretch]:
    """The stretches out of hours, from now on, in which nobody is on duty."""
    told, first = settled(by=by), at.astimezone(LONDON).date()
    closed = rota.nights(
        first, days, day_from=told.day_from, day_until=told.day_until, weekdays=told.weekdays
    )
    ahead = [(max(start, at), end) for start, end in closed if end > at]
    if not ahead:
        return []
    found = turns(by=by, from_at=at, until_at=ahead[-1][1])
    return rota.gaps(ahead, [rota.Turn(one.user, one.from_at, one.until_at) for one in found])


def colleagues(*, by: Actor, on: date, roles: frozenset[Role] = permissions.TRUSTED) -> QuerySet[Membership]:
    """Those here who may be told of a concern, be a lead, stand on the rota."""
    found = _of_day(Membership.objects.filter(partnership_id=by.partnership), on)
    return (
        found.filter(role__in=roles, user__is_active=True).select_related("user").order_by("user__name", "id")
    )


def teams(*, by: Actor) -> QuerySet[Team]:
    """The teams for which a rule can be written."""
    return Team.objects.filter(partnership_id=by.partnership).order_by("name")


def meant(to: To, *, team: int | None, at: datetime, on: date, by: Actor) -> list[User]:
    """Whom a step tells at a moment; and whoever stands in for one of them that day is told with them."""
    if to is To.ON_DUTY:
        found = on_duty(at, by=by)
    elif to is To.LEADS:
        found = [one.user for one in leads(by=by, on=on).filter(user__is_active=True).order_by("user__name")]
    elif to is To.TEAM_MANAGERS:
        found = _in_role({Role.TEAM_MANAGER}, by=by, on=on, team=team) if team is not None else []
    else:
        found = _in_role({Role.PARTNERSHIP_MANAGER}, by=by, on=on)
    return _with_cover(found, by=by, on=on)


def anybody(*, by: Actor, on: date, at: datetime) -> list[User]:
    """Where nobody is meant by any step: managers, else leads, else any team's manager, else the administrator."""
    for found in (
        meant(To.PARTNERSHIP_MANAGERS, team=None, at=at, on=on, by=by),
        meant(To.LEADS, team=None, at=at, on=on, by=by),
        _in_role({Role.TEAM_MANAGER}, by=by, on=on),
        _in_role({Role.ADMINISTRATOR}, by=by, on=on),
    ):
        if found:
            return found
    return []


def _in_role(roles: set[Role], *, by: Actor, on: date, team: int | None = None) -> list[User]:
    held = _of_day(Membership.objects.filter(partnership_id=by.partnership, role__in=roles), on)
    held = held.filter(user__is_active=True)
    if team is not None:
        held = held.filter(team_id=team)
    return list(
        {one.user_id: one.user for one in held.select_related("user").order_by("user__name")}.values()
    )


def _with_cover(users: Iterable[User], *, by: Actor, on: date) -> list[User]:
    found: dict[UUID, User] = {one.pk: one for one in users}
    covers = Cover.objects.filter(
        partnership_id=by.partnership, adviser__in=found, from_on__lte=on, until_on__gt=on
    )
    for one in covers.select_related("covered_by").order_by("covered_by__name"):
        if one.covered_by.is_active:
            found.setdefault(one.covered_by_id, one.covered_by)
    return list(found.values())


def _of_day(found: QuerySet, on: date) -> QuerySet:  # type: ignore[type-arg]
    return found.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)
