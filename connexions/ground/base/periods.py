"""Half-open stretches of days: from a first day until, and not including, a last."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """Days from ``starts_on`` until ``ends_on``; ``None`` is open."""

    starts_on: date | None = None
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError(f"A period cannot end ({self.ends_on}) before it starts ({self.starts_on}).")

    def holds(self, day: date) -> bool:
        """Whether *day* lies inside."""
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day < self.ends_on
        )

    def overlaps(self, other: "Period") -> bool:
        """Whether any day lies in both."""
        begins_in_time = self.starts_on is None or other.ends_on is None or self.starts_on < other.ends_on
        ends_in_time = other.starts_on is None or self.ends_on is None or other.starts_on < self.ends_on
        return begins_in_time and ends_in_time
