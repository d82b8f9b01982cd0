"""What may be wrong with a record for us, beyond the rules of the return: numbers from 1101. Pure."""

from __future__ import annotations

from connexions.engines.ccis import Fault

#: A record that breaks one of these cannot be taken: nobody could say who it is.
UNUSABLE = frozenset({1, 2, 3, 8})

ANOTHER_PARTNERSHIP = 1101
SAME_NUMBER_HERE = 1102
CUT = 1103
DIFFERS = 1104
SECOND_RECORD = 1105

_OURS: dict[int, tuple[int, str, str, str]] = {
    ANOTHER_PARTNERSHIP: (
        1,
        "LeadLEA",
        "Lead authority {value} is not one of this partnership’s.",
        "Send the record to the partnership of that authority, or correct where the young person lives.",
    ),
    SAME_NUMBER_HERE: (
        2,
        "",
        "Another young person here already has this number: {value}.",
        "Look both up by the number. If they are one person, have them merged; if not, correct the number.",
    ),
    CUT: (
        3,
        "",
        "{value} is longer than fits and was cut. The whole of it is kept with the source.",
        "Shorten it in the system it comes from.",
    ),
    DIFFERS: (
        3,
        "",
        "{value} was changed here and in the extract. What is here was kept.",
        "Look at the record and decide which is right.",
    ),
    SECOND_RECORD: (
        2,
        "YoungPersonsID",
        "Id {value} has another record in this file, which was taken.",
        "Put what both say into one record.",
    ),
}


def ours(number: int, value: str = "", field: str = "") -> Fault:
    """One of our own faults about a value."""
    priority, usual_field, words, fix = _OURS[number]
    return Fault(number, priority, field or usual_field, words.replace("{value}", value), fix, value)
