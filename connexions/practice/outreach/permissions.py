"""Who may take a sheet away, and who sees which sheets are out."""

from uuid import UUID

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing, NotAllowed
from connexions.practice.casework import permissions as casework
from connexions.practice.outreach.models import Copy, DaySheet, Written

TAKERS = casework.CASEWORKERS
OVERSEERS = frozenset({Role.TEAM_MANAGER, Role.PARTNERSHIP_MANAGER, Role.ADMINISTRATOR})
RULE_MAKERS = frozenset({Role.PARTNERSHIP_MANAGER, Role.ADMINISTRATOR})


def whose(by: Actor) -> UUID:
    """The user whose round, sheet or note it is to be. Raises ``NotAllowed`` for whoever has none."""
    if by.id is None or by.role not in TAKERS:
        raise NotAllowed("Only somebody who works with young people has a round.")
    return by.id


def check_own(sheet: DaySheet, by: Actor) -> None:
    """Refuse whoever's round it is not. Raises ``Missing``: they need not know that there is one."""
    if by.role not in TAKERS or sheet.adviser_id != by.id:
        raise Missing("There is no such round of yours.")


def check_holds(copy: Copy, by: Actor) -> None:
    """Refuse whoever did not take this copy. Raises ``Missing``."""
    if by.role not in TAKERS or copy.holder_id != by.id:
        raise Missing("You have taken no such sheet.")


def check_may_revoke(copy: Copy, by: Actor) -> None:
    """Refuse whoever neither holds this copy nor answers for its holder. Raises ``NotAllowed``."""
    if by.role in TAKERS and copy.holder_id == by.id:
        return
    whole = by.role in (Role.PARTNERSHIP_MANAGER, Role.ADMINISTRATOR)
    of_team = by.role is Role.TEAM_MANAGER and by.team is not None and copy.team_id == by.team
    if not (whole or of_team):
        raise NotAllowed("Only whoever took this sheet or answers for them may call it back.")


def check_makes_rules(by: Actor) -> None:
    """Refuse whoever may not say what may leave the desk. Raises ``NotAllowed``."""
    if by.role not in RULE_MAKERS:
        raise NotAllowed("A partnership manager or an administrator says what may leave the desk.")


def check_wrote(written: Written, by: Actor) -> None:
    """Refuse whoever neither wrote this nor was given it. Raises ``Missing``."""
    mine = written.holder_id == by.id and written.status != Written.Status.GIVEN
    given = written.given_to_id == by.id and written.status == Written.Status.GIVEN
    if by.role not in TAKERS or not (mine or given):
        raise Missing("There is nothing of yours here: it was settled, or given to somebody else.")
