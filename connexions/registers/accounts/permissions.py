"""Who may do what about accounts."""

from enum import StrEnum

from connexions.ground.base.acting import NATIONAL_UNIT, Actor, Role
from connexions.ground.base.refusals import Missing, NotAllowed
from connexions.registers.accounts.models import Membership


class Permission(StrEnum):
    """In alphabetical order."""

    STAFF_ADD = "accounts:staff:add"
    STAFF_CHANGE = "accounts:staff:change"
    STAFF_CLOSE = "accounts:staff:close"
    STAFF_SEE = "accounts:staff:see"
    WORKER_ADD = "accounts:worker:add"
    WORKER_END = "accounts:worker:end"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.PARTNERSHIP_MANAGER: frozenset({Permission.STAFF_SEE, Permission.WORKER_ADD, Permission.WORKER_END}),
    Role.SYSTEM: frozenset(Permission),
}
REFUSALS = {
    Permission.STAFF_ADD: "Only an administrator may give somebody an account.",
    Permission.STAFF_CHANGE: "Only an administrator may change what somebody may do here.",
    Permission.STAFF_CLOSE: "Only an administrator may close an account.",
    Permission.STAFF_SEE: "You may not see the list of staff.",
    Permission.WORKER_ADD: "Only an administrator or the partnership manager invites an organisation’s workers.",
    Permission.WORKER_END: "Only an administrator or the partnership manager ends a worker’s account here.",
}


def may(permission: Permission, *, by: Actor) -> bool:
    """Whether *by* has been given a permission by their role."""
    return permission in GRANTS.get(by.role, frozenset())


def check(permission: Permission, *, by: Actor) -> None:
    """Raise ``NotAllowed`` where *by* has not."""
    if not may(permission, by=by):
        raise NotAllowed(REFUSALS[permission])


def serves_all(by: Actor) -> bool:
    """Whether *by* looks after the whole deployment."""
    return by.partnership == NATIONAL_UNIT and by.role in (Role.ADMINISTRATOR, Role.SYSTEM)


def check_place(permission: Permission, partnership: int, *, by: Actor) -> None:
    """Raise where *by* may not do it at that partnership."""
    check(permission, by=by)
    if partnership != by.partnership and not serves_all(by):
        raise NotAllowed("You may give accounts at your own partnership only.")


def check_membership(permission: Permission, membership: Membership, *, by: Actor) -> None:
    """Raise ``Missing`` for somebody of another partnership, ``NotAllowed`` for what the role forbids."""
    check(permission, by=by)
    if membership.partnership_id != by.partnership and not serves_all(by):
        raise Missing("There is nobody of that name at your partnership.")
