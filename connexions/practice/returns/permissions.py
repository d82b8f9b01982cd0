"""Who may tell the department, and who may look at what it was told."""

from __future__ import annotations

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed

TELLERS = frozenset({Role.DATA_OFFICER, Role.PARTNERSHIP_MANAGER})
SYSTEM_TOO = TELLERS | {Role.SYSTEM}


def check_may_tell(by: Actor) -> None:
    """Refuse whoever may not build, freeze or read the return. Raises ``NotAllowed``."""
    if by.role not in SYSTEM_TOO:
        raise NotAllowed("Only the data officer and the partnership manager see to the return.")


def check_may_move(by: Actor) -> None:
    """Refuse whoever may not decide that somebody moved. Raises ``NotAllowed``."""
    if by.role not in TELLERS:
        raise NotAllowed("Only the data officer and the partnership manager decide on moves.")


def check_may_offer(by: Actor) -> None:
    """Refuse whoever may not write the September Guarantee. Raises ``NotAllowed``."""
    if by.role not in SYSTEM_TOO:
        raise NotAllowed("Only the data officer and the partnership manager see to the September Guarantee.")
