"""Assessments: eighteen factors seen twice, and what has changed since."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from config.demo.notes import Writer
from config.demo.shapes import Marks, Person
from config.demo.words import notes

STRENGTH, NO_CONCERN, SOME_NEED, SIGNIFICANT, CRITICAL = 5, 4, 3, 2, 1
AREAS = {
    "education": (1, 2, 3, 4, 5),
    "social": (6, 7, 8, 9, 10),
    "health": (11, 12, 13),
    "family": (14, 15, 16, 17, 18),
}


def area_of(factor: int) -> str:
    return next(name for name, factors in AREAS.items() if factor in factors)


def first_look(person: Person, rng: Random, on: date, writer: Writer, *, open_: bool) -> Marks:
    """Needs in one to four areas, by how much support somebody has; the rest is well or unexplored."""
    wanted = {1: rng.randrange(3, 6), 2: rng.randrange(1, 4), 3: 1}[person.level]
    areas = ["education", *rng.sample(["social", "health", "family"], k=min(3, max(0, wanted - 1)))]
    needs = {rng.choice(AREAS[area]): rng.choice((CRITICAL, SIGNIFICANT, SIGNIFICANT)) for area in areas}
    levels: list[tuple[int | None, int | None]] = []
    for factor in range(1, 19):
        if factor in needs:
            levels.append(_both(needs[factor], rng))
        elif (open_ and factor > 11) or rng.random() < 0.05:
            levels.append((None, None))
        else:
            levels.append(_both(rng.choice((STRENGTH, NO_CONCERN, NO_CONCERN, NO_CONCERN, SOME_NEED)), rng))
    finished = None if open_ else _at(on, rng)
    summary = "" if open_ else writer.one(notes()["summary"])
    return Marks(on, finished, summary, levels, _words(levels, rng, writer))


def later_look(before: Marks, rng: Random, on: date, writer: Writer) -> Marks:
    """The same eighteen at a review: mostly further on, now and then back."""
    levels: list[tuple[int | None, int | None]] = []
    for own, theirs in before.levels:
        step = rng.choice((0, 0, 1, 1, 1) if own is not None and own <= SOME_NEED else (0, 0, 0, 0, 1, -1))
        if own is None:
            levels.append(
                _both(rng.choice((SOME_NEED, NO_CONCERN)), rng) if rng.random() < 0.6 else (None, None)
            )
        else:
            moved = min(STRENGTH, max(CRITICAL, own + step))
            levels.append((moved, min(STRENGTH, max(CRITICAL, (theirs or moved) + step))))
    return Marks(on, _at(on, rng), writer.one(notes()["summary"]), levels, _words(levels, rng, writer))


def needs(marks: Marks) -> list[int]:
    """Factors that either of them rates a need."""
    return [
        number
        for number, pair in enumerate(marks.levels, start=1)
        if any(level is not None and level <= SIGNIFICANT for level in pair)
    ]


def _both(level: int, rng: Random) -> tuple[int, int]:
    """The young person mostly agrees; never so far off as to make a need of what the adviser calls well."""
    other = level + rng.choice((0, 0, 0, 1, -1))
    if level > SIGNIFICANT:
        other = max(SOME_NEED, other)
    return level, min(STRENGTH, max(CRITICAL, other))


def _words(
    levels: list[tuple[int | None, int | None]], rng: Random, writer: Writer
) -> dict[int, tuple[str, str]]:
    words = {}
    for number, (level, _) in enumerate(levels, start=1):
        if level is not None and level <= SIGNIFICANT:
            words[number] = (writer.one(notes()["evidence"]), "")
        elif level == STRENGTH and rng.random() < 0.4:
            words[number] = ("", writer.one(notes()["strengths"]))
    return words


def _at(on: date, rng: Random) -> datetime:
    return datetime.combine(on, time(9), UTC) + timedelta(minutes=rng.randrange(0, 7 * 60, 5))
