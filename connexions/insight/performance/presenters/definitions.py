"""What each figure counts, as its page says it; the words and examples are the engine's own."""

import re
from dataclasses import dataclass

from connexions.engines.stats.measures import CHANGE, MEASURES, Measure, change_of
from connexions.ground.design import words
from connexions.insight.performance.presenters.changes import PARTS, signed


@dataclass(frozen=True)
class Definition:
    """One figure: what it asks, how it is counted, five young people and the number they make."""

    key: str
    title: str
    asks: str
    counted: list[str]
    source: str
    sure: str
    heads: list[str]
    people: list[list[str]]
    number: str


def measures() -> list[Definition]:
    """Every measure, in the engine's order."""
    return [_definition(one) for one in MEASURES]


def _definition(one: Measure) -> Definition:
    rate, days = one.reckon(one.example), one.example.on
    people = [
        [name, said, *(_plain(one.say(life, on)) for on in days)]
        for name, (said, life) in one.example.people.items()
    ]
    return Definition(
        one.key,
        one.title,
        one.asks,
        [_plain(line) for line in one.counted],
        one.source,
        one.sure,
        ["Name", "What is recorded", *(f"End of {words.month(on)}" for on in days)],
        people,
        _change(one) if one is CHANGE else f"{rate.numerator} of {rate.denominator}, {rate.percent()}%",
    )


def _change(one: Measure) -> str:
    """The change in words: from, to, and its parts."""
    found = change_of(one.example)
    parts = words.listed(
        f"{name.lower()} {signed(found.parts[part].people)}" for part, (name, _, _) in PARTS.items()
    )
    was, now = found.before, found.after
    return f"From {was.numerator} of {was.denominator} to {now.numerator} of {now.denominator}: {parts}"


def _plain(text: str) -> str:
    """Without the marks of the reference's pages."""
    return re.sub(r"\*\*|`", "", text)
