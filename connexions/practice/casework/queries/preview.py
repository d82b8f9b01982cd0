"""How many reviews would fall due when, if the rules were others: on the young people who are helped now."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from connexions.ground.base.acting import Actor
from connexions.practice.casework.due import Rule, due
from connexions.practice.casework.queries.happenings import happenings
from connexions.registers.people.models import YoungPerson

LOOKED_AT = 2_000  # enough to see what a rule does, and read in well under a second
WHEN = {"Overdue": 0, "Within 4 weeks": 28, "4 to 8 weeks": 56, "8 to 13 weeks": 91}
LATER, NEVER = "Later", "No rule sets a day"


@dataclass(frozen=True)
class Preview:
    """How many fall due when: as the rules are, and as they would be."""

    people: int
    everybody: bool
    rows: list[tuple[str, int, int]]


def preview(*, now: Sequence[Rule], then: Sequence[Rule], by: Actor, on: date) -> Preview:
    """Work both out for the young people of the partnership who have an adviser; counts alone are told.

    What a hand has set or an exemption puts off is left aside: it is the rules that are compared.
    """
    found = YoungPerson.objects.filter(partnership_id=by.partnership, adviser__isnull=False)
    whom = list(found.order_by("pk").values_list("pk", flat=True)[: LOOKED_AT + 1])
    stories = happenings(whom=whom[:LOOKED_AT], on=on, by=by)
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for story in stories.values():
        for rules, counter in ((now, before), (then, after)):
            found_due = due(happened=story.happened, level=story.level, rules=rules, begun=story.begun)
            counter[_when(found_due.on if found_due else None, on)] += 1
    rows = [(when, before[when], after[when]) for when in (*WHEN, LATER, NEVER)]
    return Preview(len(stories), len(whom) <= LOOKED_AT, rows)


def _when(day: date | None, on: date) -> str:
    if day is None:
        return NEVER
    for name, days in WHEN.items():
        if day < on + timedelta(days=days):
            return name
    return LATER
