"""The measures as pages of the reference: made from the definitions, so that they cannot say anything else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from connexions.engines.stats.change import Change, Part
from connexions.engines.stats.measures import CHANGE, MEASURES, Measure, change_of
from connexions.engines.stats.rates import Rate, rounded

PARTS = {
    Part.MOVEMENT: "Real movement",
    Part.IDENTIFICATION: "Identification",
    Part.POPULATION: "Population",
}
MADE = "Made by `manage.py docs` from `connexions/engines/stats/measures.py`; the people are invented."


def pages() -> dict[str, str]:
    """Each page's file name with its text; `README.md` lists the others."""
    found = {f"{one.key}.md": "\n".join(_page(one)) + "\n" for one in MEASURES}
    found["README.md"] = "\n".join(_contents()) + "\n"
    return found


def _contents() -> Iterator[str]:
    yield from ("# What each figure counts", "", MADE, "", "| Figure | Asks | How sure |", "|---|---|---|")
    for one in MEASURES:
        yield f"| [{one.title}]({one.key}.md) | {one.asks} | {one.sure} |"
    yield from (
        "",
        "Small numbers: readers who may not open the list behind a number are shown none below the "
        "threshold in",
        "`data/performance/settings.csv`, nor any from which one could be reckoned",
        "(`connexions/engines/stats/suppression.py`).",
        "",
        "Adjusted NEET, a historic measure whose coefficients could not be had, is in no figure:",
        "`connexions/engines/stats/adjusted.py` has its form.",
    )


def _page(one: Measure) -> Iterator[str]:
    yield from (f"# {one.title}", "", MADE, "", one.asks, "", "## How it is counted", "")
    yield from (f"* {line}" for line in one.counted)
    yield from ("", f"Source: {one.source}. How sure: {one.sure}.", "", "## Five young people", "")
    days = one.example.on
    yield f"| | What is recorded | {' | '.join(f'End of {_day(on)}' for on in days)} |"
    yield "|---|---|" + "---|" * len(days)
    for name, (words, life) in one.example.people.items():
        yield f"| {name} | {words} | {' | '.join(one.say(life, on) for on in days)} |"
    yield ""
    if one is CHANGE:
        yield from _change(change_of(one.example))
    else:
        yield f"**{_rate(one.reckon(one.example))}**"


def _change(found: Change) -> Iterator[str]:
    yield (
        f"NEET goes from {_rate(found.before)} to {_rate(found.after)}: {found.joiners} joined, "
        f"{found.leavers} left."
    )
    yield from ("", "| Part | Joined | Left | People | Points |", "|---|---:|---:|---:|---:|")
    for part, words in PARTS.items():
        share = found.parts[part]
        points = found.points_of(part)
        assert points is not None
        yield f"| {words} | {share.joined} | {share.left} | {share.people:+d} | {rounded(100 * points):+} |"
    assert found.points is not None
    total = f"{found.joiners} | {found.leavers} | {found.people:+d} | {rounded(100 * found.points):+}"
    yield f"| **Change** | {total} |"


def _rate(rate: Rate) -> str:
    return f"{rate.numerator} of {rate.denominator}, {rate.percent()}%"


def _day(on: date) -> str:
    return f"{on:%B %Y}"
