"""What safeguarding puts on every record: the risk notes that stand. Of a concern nothing stands there."""

from connexions.registers.people.record import (
    OwnPage,
    Panel,
    Tab,
    register_alert,
    register_own_page,
    register_tab,
)
from connexions.registers.people.sight import Part
from connexions.trust.safeguarding.presenters import risks
from connexions.trust.safeguarding.queries.risks import any_known, standing_of


def start() -> None:
    """Register it; called as the room starts."""
    register_tab(Tab("risk", "Risk notes", "safeguarding:risk_notes", Part.DETAILS, 80))
    register_own_page(OwnPage("Keeping you safe", "safeguarding:my_risk_notes", standing_of, any_known))
    register_alert(
        Panel("risk", Part.DETAILS, 10, "safeguarding/_strip.html", risks.on_strip, of=risks.READS)
    )
