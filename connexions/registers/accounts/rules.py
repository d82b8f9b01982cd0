"""What is possible about accounts: pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from connexions.ground.base.acting import NATIONAL_UNIT, STAFF, Role

CODE_TRIES = 5
LINK_TRIES = 5  # wrong dates of birth at a link without signing in, in all
NATIONAL_ROLES = frozenset({Role.ADMINISTRATOR, Role.NATIONAL_ANALYST})
PARTNERSHIP_ROLES = STAFF - {Role.NATIONAL_ANALYST}
TEAM_ROLES = frozenset({Role.PERSONAL_ADVISER, Role.DUTY_ADVISER, Role.TEAM_MANAGER})
# Those who arrange cover for everybody here; a team's manager does for the team, everybody for themselves.
ARRANGE_ALL_COVER = frozenset({Role.PARTNERSHIP_MANAGER, Role.ADMINISTRATOR})


def last_day(until_on: date) -> date:
    """The last day of what lasts until another."""
    return until_on - timedelta(days=1)


def roles_at(partnership: int) -> frozenset[Role]:
    """The roles that staff can have there."""
    return NATIONAL_ROLES if partnership == NATIONAL_UNIT else PARTNERSHIP_ROLES


def signs_in_by_code(roles: Iterable[str]) -> bool:
    """Whether the young people's door is theirs: young people's alone, never a short cut for staff."""
    held = set(roles)
    return held == {Role.YOUNG_PERSON}
