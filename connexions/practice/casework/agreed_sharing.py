"""What sharing says on Today: an agreement that ends soon is asked again."""

from connexions.ground.base.addresses import address
from connexions.ground.design import words
from connexions.practice.casework import today
from connexions.practice.casework.today import Asked, Need, Said, Source

ENDING = """
SELECT 'week', m.id, (c.until_at AT TIME ZONE 'Europe/London')::date, c.id,
    jsonb_build_object('whom', coalesce(o.name, c.organisation_kind))
FROM asked CROSS JOIN mine m
JOIN sharing_consent c ON c.young_person_id = m.id AND c.withdrawn_at IS NULL AND c.until_at > asked.now
    AND c.until_at <= asked.now
        + make_interval(days => coalesce((SELECT r.ask_again_days FROM sharing_sharingrules r LIMIT 1), 28))
LEFT JOIN partners_organisation o ON o.id = c.organisation_id
WHERE NOT EXISTS (SELECT 1 FROM sharing_consent later WHERE later.renews_id = c.id)
"""


def ending(need: Need, asked: Asked) -> Said:
    """An agreement that ends soon, and the page on which it is asked again."""
    whom = need.said["whom"]
    return Said(
        f"Sharing ends {words.soon(need.day, asked.on)}",
        f"What {need.known_as} shares with {whom} ends then: ask whether it may go on.",
        "Ask again",
        address("sharing:renew", need.young_person_id, need.about),
    )


def start() -> None:
    """Register it; called as the room starts."""
    today.register(Source("sharing", "Sharing ends", ENDING, ending, order=45))
