"""Who has had something in a period, who was only tried, and who was not even tried. Pure."""

from dataclasses import dataclass

GROUPINGS = {
    "school": "School",
    "year": "Year group",
    "area": "Area",
    "situation": "Situation",
    "level": "Level of support",
    "team": "Team",
}
STANDINGS = {"reached": "Reached", "tried": "Tried, not reached", "nothing": "Not even tried"}


@dataclass(frozen=True)
class Covered:
    """One line of the table: a group, and how many of it had what."""

    key: str
    name: str
    everybody: int
    reached: int
    tried: int

    @property
    def nothing(self) -> int:
        return self.everybody - self.reached - self.tried

    @property
    def without(self) -> int:
        """Those who had nothing, tried or not."""
        return self.everybody - self.reached
