"""What somebody is to a partnership, from a day until a day."""

from dataclasses import replace
from datetime import date

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotPossible
from connexions.registers.accounts import leaving, rules
from connexions.registers.accounts.models import Membership
from connexions.registers.accounts.permissions import Permission, check_membership
from connexions.registers.partners.models import Team


@transaction.atomic
def change(
    *, membership: Membership, role: Role, team: Team | None, until: date | None, on: date, by: Actor
) -> Membership:
    """Give somebody another role or team, or say until when they have it (their last day is the day before).

    Raises ``NotPossible`` where young people would be left without an adviser.
    """
    check_membership(Permission.STAFF_CHANGE, membership, by=by)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    _check_possible(membership, role, team, until, on, by)
    before = {
        "role": membership.role,
        "team": str(membership.team_id or ""),
        "until": str(membership.until_on or ""),
    }
    membership.role, membership.team, membership.until_on = role, team, until
    membership.save(update_fields=["role", "team", "until_on"])
    after = {"role": role.value, "team": str(team.pk if team else ""), "until": str(until or "")}
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changed:
        there = replace(by, partnership=membership.partnership_id)
        with tenancy.acting(there):
            audit.record(
                event="accounts.membership.changed",
                by=there,
                about=f"user:{membership.user_id}",
                details=changed,
            )
    return membership


def _check_possible(
    membership: Membership, role: Role, team: Team | None, until: date | None, on: date, by: Actor
) -> None:
    if role not in rules.roles_at(membership.partnership_id):
        raise NotPossible(f"There is no {role.label.lower()} at {membership.partnership.name}.")
    if team is not None and team.partnership_id != membership.partnership_id:
        raise NotPossible("That team belongs to another partnership.")
    if until is not None and until <= membership.from_on:
        raise NotPossible("The day it ends must be after the day it began.")
    if membership.user_id == by.id and (role != membership.role or until is not None):
        raise NotPossible("You cannot take your own role away. Ask another administrator.")
    if _same_again(membership, role, until):
        raise NotPossible(f"They are already {role.label.lower()} here.")
    ends = until is not None  # on a day to come too: nobody would notice when it comes
    stops_advising = membership.role in rules.TEAM_ROLES and role not in rules.TEAM_ROLES
    moves = membership.team_id is not None and (team is None or team.pk != membership.team_id)
    if ends or stops_advising or moves:
        there = replace(by, partnership=membership.partnership_id)
        with tenancy.acting(there):
            leaving.check(membership.user_id, by=there)


def _same_again(membership: Membership, role: Role, until: date | None) -> bool:
    if until is not None:
        return False
    others = Membership.objects.filter(
        user=membership.user_id, partnership=membership.partnership_id, role=role
    )
    return others.filter(until_on=None).exclude(pk=membership.pk).exists()
