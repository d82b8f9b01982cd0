"""Who may say how long a status holds and how we may know it."""

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed

SETTING = frozenset({Role.DATA_OFFICER, Role.PARTNERSHIP_MANAGER})
READING = SETTING | {Role.TRACKING_OFFICER, Role.TEAM_MANAGER, Role.INSPECTOR}


def check_may_set(by: Actor) -> None:
    """Refuse whoever may not change the tables of this partnership. Raises ``NotAllowed``."""
    if by.role not in SETTING:
        raise NotAllowed("Only a data officer or the partnership manager may change this table.")
