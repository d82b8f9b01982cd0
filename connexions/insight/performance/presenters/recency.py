"""When those who are NEET were last reached, as the page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from connexions.ground.design import charts, words
from connexions.insight.performance.presenters.cells import Cell, Links
from connexions.insight.performance.presenters.telling import people, tell_line
from connexions.insight.performance.queries.recency import NEVER, WEEKS

BANDS = {
    **{
        place: f"Within {weeks} weeks" if not place else f"{WEEKS[place - 1]} to {weeks} weeks ago"
        for place, weeks in enumerate(WEEKS)
    },
    len(WEEKS): f"Over {WEEKS[-1]} weeks ago",
    NEVER: "Never reached",
}
HEADS = ("Last reached", "Young people")


@dataclass(frozen=True)
class Shown:
    """The bars and the table beside them; no bars where nobody is NEET, or a number is too small to be told."""

    heading: str
    chart: Markup | None
    rows: list[list[Cell]]


def recency(found: Mapping[int, int], *, told: bool, on: date, threshold: int, links: Links) -> Shown:
    """The bands, from the latest to never; *told*: whether it is told how many are NEET at all."""
    numbers = [found.get(band, 0) for band in BANDS]
    known = tell_line(numbers, threshold=threshold) if told else [None] * len(numbers)
    rows = [
        [Cell(name), links.cell(number, people(number), name, reached=band)]
        for (band, name), number in zip(BANDS.items(), known, strict=True)
    ]
    heading = "When those who are NEET were last reached"
    if not sum(numbers) or None in known:
        return Shown(heading, None, rows if sum(numbers) else [])
    late = sum(numbers[2:])
    heading = f"{words.count(late, 'person', 'people')} NEET not reached for {WEEKS[1]} weeks"
    bars = [
        charts.Bar(name, "", number, f"{number:,}", "solid" if place < 2 else "striped")
        for place, (name, number) in enumerate(zip(BANDS.values(), numbers, strict=True))
    ]
    said = "; ".join(f"{bar.name} {bar.said}" for bar in bars)
    return Shown(heading, charts.bars(bars, said=f"Bars, as of {words.day(on)}: {said}."), rows)
