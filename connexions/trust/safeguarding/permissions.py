"""Who may do what about somebody's safety; beyond what sight decides of each young person.

A concern has readers of its own, whatever a role sees elsewhere: see ``queries.access`` and the database's policies.
"""

from enum import StrEnum
from uuid import UUID

from connexions.ground.base.acting import STAFF, Actor, Role
from connexions.ground.base.refusals import Missing, NotAllowed

MANAGERS = frozenset({Role.TEAM_MANAGER, Role.PARTNERSHIP_MANAGER})
CASEWORKERS = MANAGERS | {Role.PERSONAL_ADVISER, Role.DUTY_ADVISER}
# Whoever may be told of a concern, be a lead or stand on the rota: staff who answer for young people.
TRUSTED = CASEWORKERS | {Role.TRACKING_OFFICER, Role.DATA_OFFICER}
READERS = TRUSTED | {Role.INSPECTOR}
RAISERS = STAFF - {Role.NATIONAL_ANALYST}
VISITORS = CASEWORKERS | {Role.TRACKING_OFFICER}  # who go out to see young people
HIDDEN = "There is no such concern, or it is not open to you."


class Permission(StrEnum):
    """What can be allowed here."""

    CONCERN_RAISE = "safeguarding:concern:raise"
    CONCERN_READ = "safeguarding:concern:read"
    OUTING_BEGIN = "safeguarding:outing:begin"
    OUTING_OVERSEE = "safeguarding:outing:oversee"
    RISK_WRITE = "safeguarding:risk:write"
    ROUTING_CHANGE = "safeguarding:routing:change"
    ROUTING_SEE = "safeguarding:routing:see"


ALLOWED: dict[Permission, frozenset[Role]] = {
    Permission.CONCERN_RAISE: RAISERS | {Role.YOUNG_PERSON},
    Permission.CONCERN_READ: READERS,
    Permission.OUTING_BEGIN: VISITORS,
    Permission.OUTING_OVERSEE: VISITORS,
    Permission.RISK_WRITE: CASEWORKERS,
    Permission.ROUTING_CHANGE: frozenset({Role.PARTNERSHIP_MANAGER}),
    Permission.ROUTING_SEE: MANAGERS,
}
REFUSALS = {
    Permission.CONCERN_RAISE: "Concerns are raised by whoever works with young people, and by young people themselves.",
    Permission.CONCERN_READ: HIDDEN,
    Permission.OUTING_BEGIN: "Visits are begun by whoever goes out to see young people.",
    Permission.OUTING_OVERSEE: "Who is out is seen by whoever goes out to see young people, and their managers.",
    Permission.RISK_WRITE: "Risk notes are written by advisers and managers.",
    Permission.ROUTING_CHANGE: "Only the partnership manager changes who is told of a concern.",
    Permission.ROUTING_SEE: "Who is told of a concern is looked after by managers.",
}


def check(permission: Permission, *, by: Actor) -> UUID:
    """Refuse whoever may not, with a sentence; else who it is. Raises ``NotAllowed`` or, of a concern, ``Missing``."""
    if by.role in ALLOWED[permission] and by.id is not None:
        return by.id
    if permission is Permission.CONCERN_READ:
        raise Missing(REFUSALS[permission])
    raise NotAllowed(REFUSALS[permission])
