"""Who is out, in words; and how a visit that ended late is closed kindly."""

from datetime import datetime
from typing import Any

from connexions.ground.base.acting import Actor
from connexions.ground.design import words
from connexions.registers.people import restricted, sight
from connexions.registers.people.sight import Part
from connexions.trust.safeguarding.models import Outing, OutingEvent
from connexions.trust.safeguarding.queries import outings

LOOKS = {"out": "todo", "overdue": "overdue", "needs_help": "overdue", "safe": "done", "stood_down": "done"}
EVENTS = {
    "begun": "Went out",
    "extended": "Stays longer",
    "told_visitor": "Asked whether all is well",
    "told_buddy": "Told the buddy",
    "told_manager": "Told the manager",
    "told_help": "Told that help is needed",
    "help": "Asked for help",
    "help_unsaid": "Asked for help, with the words agreed for it",
    "back": "Back safe",
    "stood_down": "Spoken to: safe",
}


def row(one: Outing, *, by: Actor) -> dict[str, Any]:
    """One line of the board: where and with whom is told to those who answer for them."""
    near = outings.answers_for(one, by=by)
    person = one.young_person
    sees = person is not None and sight.sight_of(person, by=by).sees(Part.HEADLINE)
    return {
        "outing": one,
        "look": LOOKS[one.state],
        "state": one.get_state_display(),
        "until": words.moment(one.expected_at),
        "where": place(one, by=by) if near else "",
        "with": person.name if person and near and sees else "",
        "near": near,
    }


def place(one: Outing, *, by: Actor) -> str:
    """Where it goes; of a record that is closed to the reader no more than that."""
    closed = one.young_person_id in restricted.of(by).closed
    return "an address that is restricted" if closed else str(one.where)


def events(found: list[OutingEvent]) -> list[dict[str, Any]]:
    """What happened, the earliest first."""
    return [
        {"at": one.at, "what": EVENTS.get(one.what, one.what), "who": one.whom.name if one.whom else ""}
        for one in found
    ]


def closed(one: Outing, *, at: datetime) -> str:
    """What whoever came back reads. Late is no fault: they are back, and that is all that counts."""
    if at <= one.expected_at:
        return "You are back. Thank you for telling us."
    return "You are back: good to know that you are safe. Visits run over; nobody minds."
