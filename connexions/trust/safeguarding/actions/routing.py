"""Who is told of a concern: rules, leads, rota, and what else a partnership settles. The manager's alone."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Conflict, NotPossible
from connexions.trust.safeguarding import permissions
from connexions.trust.safeguarding.actions._noting import note
from connexions.trust.safeguarding.models import Lead, RotaTurn, RoutingRule, SafeguardingRules
from connexions.trust.safeguarding.permissions import Permission
from connexions.trust.safeguarding.queries import routing
from connexions.trust.safeguarding.rules.rota import at_local
from connexions.trust.safeguarding.rules.routing import LONGEST, MOST_STEPS, SHORTEST, Step

MOST_WEEKS = 26
CHANGED = "Somebody else changed this while you were typing. Look at it as it is now, then send it again."


@transaction.atomic
def settle(*, told: Mapping[str, Any], version: int, by: Actor) -> SafeguardingRules:
    """Settle hours, minutes and months. Raises ``Conflict``, ``NotPossible``."""
    permissions.check(Permission.ROUTING_CHANGE, by=by)
    stored = SafeguardingRules.objects.select_for_update().filter(partnership_id=by.partnership).first()
    stored = stored or SafeguardingRules(partnership_id=by.partnership, version=0)
    if stored.version != version:
        raise Conflict(CHANGED, version=stored.version, differences=[])
    for key, value in told.items():
        setattr(stored, key, value)
    if stored.day_until <= stored.day_from:
        raise NotPossible("The office closes before it opens: choose a later time.")
    if not stored.visitor_minutes <= stored.buddy_minutes <= stored.manager_minutes:
        raise NotPossible("The visitor is told first, then the buddy, then the manager.")
    stored.version += 1
    stored.save()
    note("safeguarding.rules.settled", stored, by)
    return stored


@transaction.atomic
def write_rule(
    *, kind: str, team: int | None, when: str, steps: Sequence[Step], at: datetime, by: Actor
) -> RoutingRule:
    """Write the rule of one case; it takes the place of the one that was. Raises ``NotPossible``."""
    permissions.check(Permission.ROUTING_CHANGE, by=by)
    if not 1 <= len(steps) <= MOST_STEPS:
        raise NotPossible(f"A rule has one to {MOST_STEPS} steps.")
    if not all(SHORTEST <= one.minutes <= LONGEST for one in steps):
        raise NotPossible(f"Give each step {SHORTEST} to {LONGEST} minutes.")
    if team is not None and not routing.teams(by=by).filter(pk=team).exists():
        raise NotPossible("There is no such team here.")
    case = {"kind": kind, "team_id": team, "when": RoutingRule.Hours(when)}
    RoutingRule.objects.filter(partnership_id=by.partnership, ended_at=None, **case).update(ended_at=at)
    made = RoutingRule(
        partnership_id=by.partnership, steps=[{"to": one.to, "minutes": one.minutes} for one in steps], **case
    )
    made.save(force_insert=True)
    note("safeguarding.rule.written", made, by)
    return made


@transaction.atomic
def end_rule(*, rule: RoutingRule, at: datetime, by: Actor) -> RoutingRule:
    """Let a rule hold no longer; concerns that go by it go on by it."""
    permissions.check(Permission.ROUTING_CHANGE, by=by)
    stored = RoutingRule.objects.select_for_update().get(pk=rule.pk)
    if stored.ended_at is not None:
        raise NotPossible("This rule has ended already.")
    stored.ended_at = at
    stored.save(update_fields=["ended_at"])
    note("safeguarding.rule.ended", stored, by)
    return stored


@transaction.atomic
def name_lead(*, user: UUID, from_on: date, until_on: date | None, on: date, by: Actor) -> Lead:
    """Name a designated lead. Every concern is open to them while they are one. Raises ``NotPossible``."""
    permissions.check(Permission.ROUTING_CHANGE, by=by)
    _check_colleague(user, by, on)
    if until_on is not None and until_on <= from_on:
        raise NotPossible("They would stop before they begin: choose a later day.")
    held = Lead.objects.filter(partnership_id=by.partnership, user_id=user)
    for one in held:
        if (until_on is None or one.from_on < until_on) and (one.until_on is None or one.until_on > from_on):
            raise NotPossible("They are a designated lead for some of this time already.")
    made = Lead(partnership_id=by.partnership, user_id=user, from_on=from_on, until_on=until_on)
    made.save(force_insert=True)
    note("safeguarding.lead.named", made, by)
    return made


@transaction.atomic
def end_lead(*, lead: Lead, on: date, by: Actor) -> Lead:
    """From today somebody is no designated lead any more."""
    permissions.check(Permission.ROUTING_CHANGE, by=by)
    stored = Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk)
    stored.until_on, stored.version = max(on, stored.from_on), stored.version + 1
    stored.save(update_fields=["until_on", "version"])
    note("safeguarding.lead.ended", stored, by)
    return stored


@transaction.atomic
def put_on_rota(
    *,
    user: UUID,
    from_on: date,
    from_time: time,
    until_on: date,
    until_time: time,
    weeks: int,
    on: date,
    by: Actor,
) -> list[RotaTurn]:
    """Put somebody on the rota, from a time until a time by the clock here, and in the weeks that follow. Raises
    ``NotPossible`` where they are on duty then already."""
    permissions.check(Permission.ROUTING_CHANGE, by=by)
    _check_colleague(user, by, on)
    if not 1 <= weeks <= MOST_WEEKS:
        raise NotPossible(f"Choose 1 to {MOST_WEEKS} weeks.")
    made = []
    for n in range(weeks):
        later = timedelta(weeks=n)
        start, end = at_local(from_on + later, from_time), at_local(until_on + later, until_time)
        if end <= start:
            raise NotPossible("The turn ends before it begins: choose a later time or day.")
        if end - start > timedelta(days=8):
            raise NotPossible("A turn is a week at most: put them on once for each week.")
        there = RotaTurn.objects.filter(
            partnership_id=by.partnership, user_id=user, from_at__lt=end, until_at__gt=start
        )
        if there.exists():
            raise NotPossible("They are on duty for some of this time already.")
        made.append(RotaTurn(partnership_id=by.partnership, user_id=user, from_at=start, until_at=end))
        made[-1].save(force_insert=True)
    note("safeguarding.rota.written", made[0], by, turns=len(made))
    return made


@transaction.atomic
def take_off_rota(*, turn: RotaTurn, at: datetime, by: Actor) -> RotaTurn:
    """Somebody is not on duty then: a turn to come is taken away, one that goes on ends now. Raises ``NotPossible``."""
    permissions.check(Permission.ROUTING_CHANGE, by=by)
    stored = RotaTurn.objects.select_for_update(of=("self",)).get(pk=turn.pk)
    if stored.until_at <= at:
        raise NotPossible("This turn is over: who was on duty then stays as it was.")
    if stored.from_at >= at:
        stored.delete()
    else:
        stored.until_at, stored.version = at, stored.version + 1
        stored.save(update_fields=["until_at", "version"])
    note("safeguarding.rota.taken_off", turn, by)
    return stored


def _check_colleague(user: UUID, by: Actor, on: date) -> None:
    if not routing.colleagues(by=by, on=on).filter(user_id=user).exists():
        raise NotPossible("Choose a colleague who works here and answers for young people.")
