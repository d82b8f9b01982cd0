"""What sharing puts on every record."""

from connexions.registers.people.record import Tab, register_tab
from connexions.registers.people.sight import Part


def start() -> None:
    """Register it; called as the room starts."""
    register_tab(Tab("sharing", "Sharing", "sharing:of_young_person", Part.CASEWORK, 80))
