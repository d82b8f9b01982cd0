"""What the return puts on every record: what it finds at fault there, with the way to mend it."""

from __future__ import annotations

from typing import Any

from connexions.practice.returns.permissions import TELLERS
from connexions.practice.returns.presenters import faults as shown
from connexions.practice.returns.presenters.months import PRIORITY_MARKS, PRIORITY_WORDS
from connexions.practice.returns.queries import faults
from connexions.practice.returns.rules.mending import QUESTION_OF, page_of
from connexions.registers.people import remarks
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.record import Asked, Panel, register_panel
from connexions.registers.people.remarks import Remark
from connexions.registers.people.sight import Part


def at_fault(asked: Asked) -> dict[str, Any] | None:
    """The open faults of a record; no box where there are none, save for those who say where somebody belongs."""
    found, checking = faults.of_person_now(asked.young_person)
    tells = asked.by.role in TELLERS
    if not found and not tells:
        return None
    rows = [shown.row(one, to=asked.young_person.pk) for one in found]
    rows = [one | {"href": one["href"] if _may(asked, one["fault"].field) else None} for one in rows]
    return {"rows": rows, "young_person": asked.young_person, "tells": tells, "checking": checking}


def beside_questions(young_person: YoungPerson) -> list[Remark]:
    """The open faults of a record, each at the question that is answered anew to mend it."""
    return [
        Remark(page, question, one.words, one.fix, PRIORITY_MARKS[one.priority], PRIORITY_WORDS[one.priority])
        for one in faults.of_person(young_person)
        for page, question in QUESTION_OF.get(one.field, ())
    ]


def _may(asked: Asked, field: str) -> bool:
    """Whether the reader may open the page on which a field is mended."""
    page, _ = page_of(field)
    return asked.sight.may_write(Part.STATUS) and (
        asked.by.role in TELLERS or not page.startswith("returns:")
    )


def start() -> None:
    """Register it; called as the room starts."""
    remarks.register("returns", beside_questions)
    register_panel(Panel("returns", Part.STATUS, 60, "returns/_panel.html", at_fault))
