"""Who may see figures, and who may see the people behind them.

A figure is about nobody: whoever works with young people may see it. Small numbers and the lists behind them tell of
people, and are for those who may see everybody's status anyway; ``people.sight`` says who they are.
"""

from enum import StrEnum

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed
from connexions.registers.people import sight
from connexions.registers.people.sight import Part


class Permission(StrEnum):
    """In alphabetical order."""

    FIGURES_SEE = "performance:figures:see"
    LISTS_OPEN = "performance:lists:open"
    SMALL_NUMBERS_SEE = "performance:small_numbers:see"
    TALLIES_KEEP = "performance:tallies:keep"
    TARGETS_SET = "performance:targets:set"


READERS = frozenset(
    {
        Role.PERSONAL_ADVISER,
        Role.DUTY_ADVISER,
        Role.TEAM_MANAGER,
        Role.PARTNERSHIP_MANAGER,
        Role.DATA_OFFICER,
        Role.INSPECTOR,
    }
)
TARGET_SETTERS = frozenset({Role.DATA_OFFICER, Role.PARTNERSHIP_MANAGER})
LISTERS = frozenset(role for role in READERS if Part.STATUS in sight.REACH[role].partnership)
REFUSALS = {
    Permission.FIGURES_SEE: "Figures are for those who work with young people here.",
    Permission.LISTS_OPEN: "You may see this number but not who is behind it: some are with other teams.",
    Permission.SMALL_NUMBERS_SEE: "You may not see numbers this small: some of these people are with other teams.",
    Permission.TALLIES_KEEP: "Tallies are kept by the system alone.",
    Permission.TARGETS_SET: "Only a data officer or the partnership manager may set targets.",
}
GRANTS: dict[Permission, frozenset[Role]] = {
    Permission.FIGURES_SEE: READERS | {Role.SYSTEM},
    Permission.LISTS_OPEN: LISTERS,
    Permission.SMALL_NUMBERS_SEE: LISTERS | {Role.SYSTEM},
    Permission.TALLIES_KEEP: frozenset({Role.SYSTEM}),
    Permission.TARGETS_SET: TARGET_SETTERS,
}


def may(permission: Permission, *, by: Actor) -> bool:
    """Whether *by* has been given a permission by their role."""
    return by.role in GRANTS[permission]


def check(permission: Permission, *, by: Actor) -> None:
    """Raise ``NotAllowed`` where *by* has not."""
    if not may(permission, by=by):
        raise NotAllowed(REFUSALS[permission])
