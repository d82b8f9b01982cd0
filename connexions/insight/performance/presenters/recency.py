"""When those who are NEET were last reached, as the page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from connexions.engines.stats import left_out, with_totals
from connexions.ground.design import charts, words
from connexions.insight.performance.presenters.telling import people
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
    rows: list[list[str]]


def recency(found: Mapping[int, int], *, on: date, threshold: int) -> Shown:
    """The bands, from the latest to never."""
    numbers = [found.get(band, 0) for band in BANDS]
    table = with_totals([numbers])
    hidden = {column for row, column in left_out(table, threshold=threshold) if row == 0}
    told = [None if place in hidden else number for place, number in enumerate(numbers)]
    rows = [[name, people(number)] for name, number in zip(BANDS.values(), told, strict=True)]
    heading = "When those who are NEET were last reached"
    if not sum(numbers) or hidden:
        return Shown(heading, None, rows if sum(numbers) else [])
    late = sum(numbers[2:])
    heading = f"{words.count(late, 'person', 'people')} NEET not reached for {WEEKS[1]} weeks"
    bars = [
        charts.Bar(name, "", number, f"{number:,}", "solid" if place < 2 else "striped")
        for place, (name, number) in enumerate(zip(BANDS.values(), numbers, strict=True))
    ]
    said = "; ".join(f"{bar.name} {bar.said}" for bar in bars)
    return Shown(heading, charts.bars(bars, said=f"Bars, as of {words.day(on)}: {said}."), rows)
