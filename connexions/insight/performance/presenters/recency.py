"""When those who are NEET were last reached, as the page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from connexions.engines.stats.recency import BANDS, IN_TIME, WEEKS
from connexions.ground.design import charts, words
from connexions.insight.performance.presenters.cells import Cell, Links
from connexions.insight.performance.presenters.telling import people, tell_line

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
    late = sum(number for band, number in zip(BANDS, numbers, strict=True) if band not in IN_TIME)
    heading = f"{words.count(late, 'person', 'people')} NEET not reached for {WEEKS[1]} weeks"
    bars = [
        charts.Bar(name, "", number, f"{number:,}", "solid" if band in IN_TIME else "striped")
        for (band, name), number in zip(BANDS.items(), numbers, strict=True)
    ]
    said = "; ".join(f"{bar.name} {bar.said}" for bar in bars)
    return Shown(heading, charts.bars(bars, said=f"Bars, as of {words.day(on)}: {said}."), rows)
