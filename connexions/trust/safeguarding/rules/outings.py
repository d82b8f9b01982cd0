"""Visits alone: who is told, in which order, when somebody has not come back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST = 12  # hours of one visit
EXTENSIONS = (15, 30, 60)  # minutes
HELP_AGAIN = 5  # minutes until everybody is told again that somebody asked for help


class Told(StrEnum):
    """Who is told that somebody has not come back."""

    VISITOR = "visitor"
    BUDDY = "buddy"
    MANAGER = "manager"


ORDER = (Told.VISITOR, Told.BUDDY, Told.MANAGER)


@dataclass(frozen=True)
class AlarmSteps:
    """How many minutes after the expected end each is told."""

    visitor: int
    buddy: int
    manager: int

    def __post_init__(self) -> None:
        if not 0 <= self.visitor <= self.buddy <= self.manager:
            raise ValueError("The visitor is told first, then the buddy, then the manager.")

    def at(self, expected: datetime, told: Told) -> datetime:
        """When one of them is told."""
        return expected + timedelta(minutes=getattr(self, told.value))

    def due(self, expected: datetime, now: datetime) -> list[Told]:
        """Everybody who must have been told by now, in their order."""
        return [one for one in ORDER if self.at(expected, one) <= now]
