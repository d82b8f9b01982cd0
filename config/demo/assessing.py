"""Assessments as rows: who was there, what each rating rests on and where from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from config.demo.shapes import Marks

if TYPE_CHECKING:
    from config.demo.rows import Keys

Put = Callable[..., str]

# Where something is from, by how the demo's own sentences about it begin or end.
SOURCES = (
    ("Said so", "young_person", ""),
    ("Own words", "young_person", ""),
    ("From the talk", "young_person", ""),
    ("Attendance", "school", "The attendance officer"),
    ("Report", "document", "Report"),
    ("Letter", "document", "Letter"),
    ("Seen", "seen", ""),
)
WHY_NOT = ("No time left today.", "Did not want to talk about it yet.", "Wanted to ask at home first.")
ALSO = (
    "Says it is the worst part of the week.",
    "Said the same at the meeting before.",
    "Told me without being asked.",
)
HALF = 9  # factors spoken of at the first meeting, where there were two


def write_assessment(marks: Marks, adviser: str, keys: Keys, put: Put) -> str:
    """One assessment with its ratings, what they rest on, and the meetings it took."""
    key = put(
        "casework_assessment", 1, keys.form, marks.started_on, marks.finished_at, True, marks.summary, adviser
    )
    told = [
        (factor, *pair)
        for factor, pair in enumerate(marks.levels, start=1)
        if marks.finished_at or pair != (None, None)
    ]
    for factor, own, theirs in told:
        evidence, strengths = marks.words.get(factor, ("", ""))
        why = WHY_NOT[factor % len(WHY_NOT)] if own is None and theirs is None else ""
        put("casework_rating", 1, key, factor, own, theirs, "", strengths, why, False, adviser)
        if evidence:
            _evidence(key, factor, evidence, marks, adviser, put)
    _sittings(key, [factor for factor, *_ in told], marks, adviser, put)
    return key


def _evidence(key: str, factor: int, words: str, marks: Marks, adviser: str, put: Put) -> None:
    found = next(((source, who) for start, source, who in SOURCES if words.startswith(start)), ("carer", ""))
    at = marks.finished_at or f"{marks.started_on} 12:00+00"
    put("casework_evidence", key, factor, *found, marks.started_on, words, None, adviser, at)
    if factor % 3 == 0:
        also = ALSO[(factor + marks.started_on.day) % len(ALSO)]
        put("casework_evidence", key, factor, "young_person", "", marks.started_on, also, None, adviser, at)


def _sittings(key: str, factors: list[int], marks: Marks, adviser: str, put: Put) -> None:
    """One meeting as a rule; two, a week apart, where the first came to half of the form."""
    first, rest = factors, list[int]()
    finished = marks.finished_at
    two = finished is not None and finished.date() > marks.started_on + timedelta(days=7)
    if two:
        first, rest = factors[:HALF], factors[HALF:]
    put("casework_sitting", key, marks.started_on, True, "", _listed(first), adviser)
    if rest:
        put(
            "casework_sitting", key, marks.started_on + timedelta(days=7), True, "Mum", _listed(rest), adviser
        )


def _listed(factors: list[int]) -> str:
    return "{" + ",".join(map(str, factors)) + "}"
