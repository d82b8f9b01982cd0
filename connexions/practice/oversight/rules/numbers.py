"""Small numbers, and bands of days. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5


def rounded(number: int) -> int | None:
    """A number for those who may not open the list behind it: to the nearest five, none where fewer than five."""
    if number == 0:
        return 0
    return None if number < FEWEST else FEWEST * round(number / FEWEST)


@dataclass(frozen=True)
class Band:
    """From so many days until so many, as a page names it; *until* is none for the last."""

    key: str
    label: str
    from_days: int
    until_days: int | None

    def holds(self, days: int) -> bool:
        return days >= self.from_days and (self.until_days is None or days < self.until_days)


def bands(weeks: Sequence[int]) -> list[Band]:
    """The bands between these numbers of weeks: up to the first, from each to the next, and beyond the last."""
    found: list[Band] = []
    before = 0
    for week in weeks:
        label = f"Up to {_weeks(week)}" if not before else f"{before} to {_weeks(week)}"
        found.append(Band(f"b{len(found)}", label, 0 if not before else 7 * before + 1, 7 * week + 1))
        before = week
    last = 7 * before + 1 if before else 0
    return [*found, Band(f"b{len(found)}", f"Over {_weeks(before)}" if before else "Any", last, None)]


def _weeks(number: int) -> str:
    return "1 week" if number == 1 else f"{number} weeks"
