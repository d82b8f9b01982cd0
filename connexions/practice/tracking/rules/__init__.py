"""What may be said of an activity, and how current it still is. Pure."""

from dataclasses import dataclass
from datetime import date

# Kinds that say nothing unless the day to ask again is known, and kinds that end with a course.
CUSTODY = ("130", "290", "710")
LAPSES_SOON = 7
LAPSES_LATER = 28


@dataclass(frozen=True)
class Currency:
    """How much of a status is used up: from the day it was verified to the day it lapses."""

    verified_on: date | None
    lapses_on: date | None
    on: date

    @property
    def days_left(self) -> int | None:
        """Days for which it still holds, the last included; below nothing once it has lapsed."""
        return None if self.lapses_on is None else (self.lapses_on - self.on).days

    @property
    def has_lapsed(self) -> bool:
        return self.days_left is not None and self.days_left < 0

    @property
    def used_share(self) -> float:
        """From 0, just verified, to 1, used up."""
        if self.lapses_on is None or self.verified_on is None:
            return 0.0
        whole = (self.lapses_on - self.verified_on).days
        return 1.0 if whole <= 0 else min(1.0, max(0.0, (self.on - self.verified_on).days / whole))


def neet_began_on(
    *, is_neet: bool, start_on: date, before_is_neet: bool, before_neet_on: date | None
) -> date | None:
    """Since when somebody is out of education, work and training: it survives a change from one such kind
    to another."""
    if not is_neet:
        return None
    return before_neet_on if before_is_neet and before_neet_on else start_on


def wrong_with(
    *, start_on: date, on: date, born_on: date, review_on: date | None, predicted_end_on: date | None
) -> str:
    """Why an activity cannot be recorded so, in a sentence; nothing where it can."""
    if start_on > on:
        return "This begins after today: record it on the day it begins, or set a review until then."
    if start_on < born_on:
        return "This begins before they were born: look at the year again."
    if predicted_end_on and predicted_end_on < start_on:
        return "The course ends before it begins: look at the two dates again."
    if review_on and predicted_end_on and review_on > predicted_end_on:
        return "The day to ask again is after the course ends: ask again on its last day at the latest."
    return ""
