"""Who may come to the portal."""

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed

WORKERS = frozenset({Role.PARTNER_WORKER})


def organisation_of(by: Actor) -> int:
    """The organisation for which *by* works. Raises ``NotAllowed`` where there is none."""
    if by.role not in WORKERS or by.organisation is None:
        raise NotAllowed("The portal is for workers of organisations that work with us.")
    return by.organisation
