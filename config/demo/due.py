"""Which rule sets the day of a review that is to come, as a row says it."""

from __future__ import annotations

from datetime import date, timedelta

from config.demo.shapes import Look, Person

RULES = {
    (1, True): ("reviewed-intensive", "With intensive support we look again every 6 weeks", 6),
    (1, False): ("agreed-intensive", "With intensive support we look at a new plan after 6 weeks", 6),
    (2, True): ("reviewed-supported", "With supported help we look again every 13 weeks", 13),
    (2, False): ("agreed-supported", "We look at a new plan after 13 weeks", 13),
}
BY_HAND = "The day was agreed by hand"


def why(person: Person, look: Look) -> tuple[str, str, date | None, date | None]:
    """The rule, its words, since when; or that it was set by hand, and when."""
    if look.held_on is not None:
        return "", "", None, None
    known = RULES.get((person.level, any(one.held_on for one in person.reviews)))
    if known is None:
        return "", BY_HAND, None, person.allocated_on
    rule, words, weeks = known
    return rule, words, look.due_on - timedelta(weeks=weeks), None
