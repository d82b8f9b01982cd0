"""What an adviser is told on Today: feedback on their own work that is still to do."""

from connexions.ground.base.addresses import address
from connexions.ground.design import words
from connexions.practice.casework.today import Asked, Need, Said, Source, register

SOON = 7  # days before it is to be done that it stands there

# It is the adviser's own, not their cover's or manager's.
FEEDBACK = f"""
SELECT CASE WHEN i.by_on < asked.today THEN 'overdue' ELSE 'week' END,
    m.id, i.by_on, i.id, jsonb_build_object('assessment', i.assessment_id IS NOT NULL)
FROM asked JOIN oversight_item i ON i.adviser_id = asked.adviser AND i.state IN ('with_adviser', 'answered')
    AND i.partnership_id = nullif(current_setting('connexions.partnership', true), '')::int
    AND i.by_on <= asked.today + {SOON}
JOIN mine m ON m.id = i.young_person_id
WHERE asked.reader = asked.adviser
"""  # noqa: S608 - a constant of ours


def say(need: Need, asked: Asked) -> Said:
    """Feedback whose day has come or is near."""
    read = "assessment" if need.said["assessment"] else "plan"
    assert need.about is not None
    href = address("oversight:feedback", need.about)
    what = f"Your {read} was read: see what to do."
    return Said(f"Feedback, by {words.short_day(need.day)}", what, "Open feedback", href)


def start() -> None:
    """Register it; called as the room starts."""
    register(Source("feedback", "Feedback", FEEDBACK, say, order=40))
