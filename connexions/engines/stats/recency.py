"""When somebody was last reached, in bands of weeks before a day."""

from bisect import bisect_right
from datetime import date

WEEKS = (4, 8, 13, 26)  # the last of each band but the last, which is open
NEVER = -1
ENDS = tuple(7 * weeks + 1 for weeks in WEEKS)  # the days after which the next band begins
BANDS = {
    **{
        place: f"Within {weeks} weeks" if not place else f"{WEEKS[place - 1]} to {weeks} weeks ago"
        for place, weeks in enumerate(WEEKS)
    },
    len(WEEKS): f"Over {WEEKS[-1]} weeks ago",
    NEVER: "Never reached",
}
IN_TIME = frozenset({0, 1})  # within eight weeks; the others are counted as not reached


def band(reached_on: date | None, on: date) -> int:
    """The band of somebody who was last reached on a day (None: never), as it stands on another: a key of ``BANDS``."""
    return NEVER if reached_on is None else bisect_right(ENDS, (on - reached_on).days)
