"""What cannot wait on the first page of whoever signs in: before anything else that needs them."""

from dataclasses import dataclass
from datetime import date

from connexions.ground.base.acting import Actor
from connexions.trust.safeguarding.models import Concern, Outing, RiskNote, ToDo
from connexions.trust.safeguarding.queries import concerns, outings, risks


@dataclass(frozen=True)
class Safety:
    """Concerns that nobody took on, colleagues who are not back, what is to be done, notes to look at again."""

    waiting: list[Concern]
    not_back: list[Outing]
    to_do: list[ToDo]
    risks: list[RiskNote]

    def __bool__(self) -> bool:
        return bool(self.waiting or self.not_back or self.to_do or self.risks)


def safety(*, by: Actor, on: date) -> Safety:
    """All of it for *by*; four queries."""
    return Safety(
        concerns.waiting_for(by=by, on=on),
        outings.not_back(by=by),
        concerns.held_by_me(by=by, on=on),
        risks.to_look_at(by=by, on=on),
    )
