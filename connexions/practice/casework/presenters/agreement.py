"""Agreement as pages say it: what was agreed, what waits for an answer, what differs between editions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from connexions.ground.design import words
from connexions.practice.casework import agreed as kept
from connexions.practice.casework.agreed import Difference
from connexions.practice.casework.models import Asking, Edition, Plan
from connexions.registers.people.audiences import audience_for
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

HOW = {
    Plan.Agreement.ON_PAGE: "together, on the page",
    Plan.Agreement.ON_PAPER: "on paper",
    Plan.Agreement.BY_LINK: "by a link",
    Plan.Agreement.SIGNED_IN: "on their own page",
}


@dataclass(frozen=True)
class EditionShown:
    """An edition of a plan, and what it says otherwise than the one before it."""

    edition: Edition
    agreed: str
    differences: list[Difference]
    before: Edition | None


def editions(found: list[Edition], plan: Plan | None) -> list[EditionShown]:
    """The editions of one plan, the latest first, each compared with the one before."""
    mine = [one for one in found if plan is not None and one.plan_id == plan.pk]
    shown = [edition_shown(one, mine[place - 1] if place else None) for place, one in enumerate(mine)]
    return shown[::-1]


def edition_shown(edition: Edition, before: Edition | None) -> EditionShown:
    """One edition beside the one before it."""
    differences = kept.differences(before.told, edition.told) if before else []
    return EditionShown(edition, agreed_by(edition), differences, before)


def agreed_by(edition: Edition) -> str:
    """ "Jay and Priya Nair, 19 October 2026, by a link" """
    adviser = edition.agreed_by.name if edition.agreed_by else edition.told["adviser"]
    how = HOW[Plan.Agreement(edition.how)]
    return f"{edition.told['young_person']} and {adviser}, {words.day(edition.agreed_on)}, {how}"


@dataclass(frozen=True)
class AskingShown:
    """A question that waits: what it is, and what may be done about it."""

    asking: Asking
    look: str
    said: str
    may_withdraw: bool
    may_heed: bool


def asking(found: Asking | None, *, known_as: str, at: datetime) -> AskingShown | None:
    """The question that still wants something."""
    if found is None:
        return None
    asked = words.day(found.asked_at)
    if found.state == Asking.State.CHANGE_WANTED:
        said = f"{known_as} wants to change something: “{found.words}”"
        return AskingShown(found, "due", said, False, True)
    if found.state == Asking.State.SPENT:
        said = f"The link of {asked} was closed after five wrong dates of birth. Send another, or agree together."
        return AskingShown(found, "overdue", said, False, False)
    if found.good_until <= at:
        said = f"The link of {asked} ended on {words.day(found.good_until)} without an answer."
        return AskingShown(found, "overdue", said, True, False)
    way = found.get_way_display()[0].lower() + found.get_way_display()[1:]
    said = f"{known_as} was asked on {asked} ({way}). It waits until {words.day(found.good_until)}."
    return AskingShown(found, "due", said, True, False)


def read_out(told: dict[str, Any], *, own: bool) -> list[dict[str, Any]]:
    """The goals of a plan in plain words, for the young person: *own* says "You" of their steps."""
    return [
        {**goal, "steps": [_step(step, own=own) for step in goal["steps"]]}
        for goal in told["goals"]
        if goal["status"] != "dropped"
    ]


def _step(step: dict[str, Any], *, own: bool) -> dict[str, Any]:
    who = "You" if own and step["owner"] == "young_person" else step["who"]
    states = {"done": "Done", "dropped": "Dropped", "started": "Begun", "to_do": "To do"}
    return {**step, "who": who, "by": kept.on(step), "state": states[step["status"]]}


def seen_by(young_person: YoungPerson) -> str:
    """Who can see a plan, said to the young person whose it is."""
    return audience_for(young_person, Part.CASEWORK).replace("their adviser", "your adviser")
