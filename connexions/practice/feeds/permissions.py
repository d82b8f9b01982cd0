"""Who may bring data in."""

from __future__ import annotations

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed

MAY_IMPORT = frozenset({Role.DATA_OFFICER, Role.SYSTEM})


def check_may_import(by: Actor) -> None:
    """Only the data officer, or the operator's command, moves people in."""
    if by.role not in MAY_IMPORT:
        raise NotAllowed("Only the data officer of the partnership can move people in from an extract.")
