"""The pages of a record that are people's own."""

from connexions.registers.people.record import Tab, register_tab
from connexions.registers.people.sight import Part


def start() -> None:
    """Register them; called as the room starts. Between them stand those of the rooms above (orders 30 to
    80)."""
    register_tab(Tab("overview", "Overview", "people:record", Part.HEADLINE, 10))
    register_tab(Tab("timeline", "Timeline", "people:timeline", Part.HEADLINE, 20))
    register_tab(Tab("details", "Details", "people:details", Part.DETAILS, 90))
    register_tab(Tab("told", "Told", "people:told", Part.CASEWORK, 85))
