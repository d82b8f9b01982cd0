"""Who may do what about organisations, agreements and disputes.

Staff read what was agreed with everybody; a partner organisation's worker reads and acts for their own organisation
alone, and PostgreSQL holds them to it.
"""

from enum import StrEnum

from connexions.ground.base.acting import STAFF, Actor, Role
from connexions.ground.base.refusals import Missing, NotAllowed
from connexions.registers.partners.models import Dispute, Side


class Permission(StrEnum):
    """In alphabetical order."""

    AGREEMENT_CHANGE = "partners:agreement:change"
    AGREEMENT_READ = "partners:agreement:read"
    AGREEMENT_SIGN = "partners:agreement:sign"
    DISPUTE_ACT = "partners:dispute:act"
    DISPUTE_READ = "partners:dispute:read"
    ORGANISATION_CHANGE = "partners:organisation:change"
    ORGANISATION_LIST = "partners:organisation:list"


MANAGERS = frozenset({Role.TEAM_MANAGER, Role.PARTNERSHIP_MANAGER})
CASEWORKERS = MANAGERS | {Role.PERSONAL_ADVISER, Role.DUTY_ADVISER}
AT_A_PARTNERSHIP = STAFF - {Role.NATIONAL_ANALYST}
OVERSEERS = MANAGERS | {Role.ADMINISTRATOR, Role.INSPECTOR}
GRANTED: dict[Permission, frozenset[Role]] = {
    Permission.AGREEMENT_CHANGE: frozenset({Role.PARTNERSHIP_MANAGER}),
    Permission.AGREEMENT_READ: AT_A_PARTNERSHIP,
    Permission.AGREEMENT_SIGN: frozenset({Role.PARTNERSHIP_MANAGER, Role.PARTNER_WORKER}),
    Permission.DISPUTE_ACT: CASEWORKERS | {Role.TRACKING_OFFICER, Role.PARTNER_WORKER},
    Permission.DISPUTE_READ: CASEWORKERS | {Role.TRACKING_OFFICER, Role.INSPECTOR, Role.PARTNER_WORKER},
    Permission.ORGANISATION_CHANGE: frozenset({Role.PARTNERSHIP_MANAGER, Role.ADMINISTRATOR}),
    Permission.ORGANISATION_LIST: AT_A_PARTNERSHIP - {Role.PARTNER_WORKER},
}
REFUSALS = {
    Permission.AGREEMENT_CHANGE: "Only the partnership manager draws up agreements.",
    Permission.AGREEMENT_READ: "You may not read what was agreed with an organisation.",
    Permission.AGREEMENT_SIGN: "The partnership manager signs for us, and a worker for their organisation.",
    Permission.DISPUTE_ACT: "You may not act in a dispute.",
    Permission.DISPUTE_READ: "You may not read disputes.",
    Permission.ORGANISATION_CHANGE: "Only the partnership manager or an administrator changes organisations.",
    Permission.ORGANISATION_LIST: "You may not see the list of organisations.",
}
HIDDEN = "There is no such organisation, or it is not yours to see."
HIDDEN_DISPUTE = "There is no such dispute, or it is not yours to see."


def may(permission: Permission, *, by: Actor) -> bool:
    """Whether *by* has been given a permission by their role; jobs of the system have all."""
    return by.role is Role.SYSTEM or by.role in GRANTED[permission]


def check(permission: Permission, *, by: Actor) -> None:
    """Raise ``NotAllowed`` where *by* has not."""
    if not may(permission, by=by):
        raise NotAllowed(REFUSALS[permission])


def check_for(permission: Permission, organisation_id: int, *, by: Actor) -> None:
    """The same for one organisation: to a partner's worker there is no other than their own. Raises ``Missing``."""
    check(permission, by=by)
    if by.role is Role.PARTNER_WORKER and by.organisation != organisation_id:
        raise Missing(HIDDEN)


def side_of(by: Actor) -> Side:
    """For whom *by* speaks."""
    return Side.THEIRS if by.role is Role.PARTNER_WORKER else Side.OURS


def may_settle(dispute: Dispute, *, last_step: bool, by: Actor) -> bool:
    """Whether *by* may say that a dispute is over: for the side that raised it, a manager or whoever raised it or any
    worker of the organisation; at the last step the partnership manager, who writes down what both sides decided."""
    if not may(Permission.DISPUTE_ACT, by=by):
        return False
    if last_step and by.role is Role.PARTNERSHIP_MANAGER:
        return True
    if side_of(by) != dispute.raised_side:
        return False
    return by.role in MANAGERS | {Role.PARTNER_WORKER} or by.id == dispute.raised_by


def check_may_settle(dispute: Dispute, *, last_step: bool, by: Actor) -> None:
    """Refuse whoever may not. Raises ``NotAllowed``."""
    check_for(Permission.DISPUTE_ACT, dispute.organisation_id, by=by)
    if not may_settle(dispute, last_step=last_step, by=by):
        raise NotAllowed(
            "Whoever raised a dispute, or a manager of their side, says that it is settled;"
            " at the last step the partnership manager does."
        )


def check_may_withdraw(dispute: Dispute, *, by: Actor) -> None:
    """Refuse whoever did not raise it, nor manages the side that did. Raises ``NotAllowed``."""
    check_for(Permission.DISPUTE_ACT, dispute.organisation_id, by=by)
    if not may_settle(dispute, last_step=False, by=by):
        raise NotAllowed("Only the side that raised a dispute takes it back.")
