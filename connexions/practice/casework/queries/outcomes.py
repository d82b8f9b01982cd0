"""What follows an outcome: as shipped, or as the partnership has it."""

import csv
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept
from connexions.practice.casework.models import Contact, OutcomeRule


@dataclass(frozen=True)
class Follows:
    """What follows one outcome. No days means: not tried again, nothing to do."""

    outcome: str
    try_again_days: int | None = None
    follow_up: str = ""
    follow_up_days: int | None = None
    own: bool = False  # the partnership's, in place of what is shipped

    @property
    def label(self) -> str:
        return str(Contact.Outcome(self.outcome).label)


_own: Kept[OutcomeRule] = Kept(lambda one: OutcomeRule.objects.filter(partnership_id=one), takes=(int,))


@cache
def shipped() -> dict[str, Follows]:
    """What follows each outcome where a partnership has said nothing."""
    path = settings.ROOT / "data" / "casework" / "outcomes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["outcome"]: _read(row) for row in csv.DictReader(file)}


def _read(row: dict[str, str]) -> Follows:
    again, days = row["try_again_days"], row["follow_up_days"]
    return Follows(
        row["outcome"], int(again) if again else None, row["follow_up"], int(days) if days else None
    )


def what_follows(*, by: Actor) -> dict[str, Follows]:
    """What follows each outcome at the partnership of *by*."""
    own = {
        one.outcome: Follows(one.outcome, one.try_again_days, one.follow_up, one.follow_up_days, own=True)
        for one in _own.ask(by.partnership)
    }
    return {
        value: own.get(value) or shipped().get(value) or Follows(value) for value in Contact.Outcome.values
    }
