"""What sharing puts on every record."""

from typing import Any

from connexions.ground.base import clock
from connexions.registers.people.record import Asked, Panel, Tab, register_panel, register_tab
from connexions.registers.people.sight import Part
from connexions.trust.sharing.presenters import words as said
from connexions.trust.sharing.queries import agreed

SHOWN = 4  # beside the overview; the rest stands on the page of sharing


def agreed_panel(asked: Asked) -> dict[str, Any]:
    """What they agreed to share, what ends soonest first, and what has ended since."""
    now = clock.now()
    told = [said.consent(one, {}, at=now) for one in agreed.consents(of=asked.young_person, by=asked.by)]
    told.sort(key=lambda one: (not one.holds, one.consent.until_at))
    return {"young_person": asked.young_person, "rows": told[:SHOWN], "more": len(told) - SHOWN}


def start() -> None:
    """Register it all; called as the room starts."""
    register_tab(Tab("sharing", "Sharing", "sharing:of_young_person", Part.CASEWORK, 80))
    register_panel(Panel("sharing", Part.CASEWORK, 40, "sharing/_panel.html", agreed_panel))
