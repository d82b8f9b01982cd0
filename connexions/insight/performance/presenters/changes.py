"""Why a figure changed: three parts, and where people came from and went to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from markupsafe import Markup

from connexions.engines.stats import INDICATORS, Change, Indicator, Outside, Part, Rate, Standing, rounded
from connexions.engines.stats import change as changed
from connexions.engines.stats.change import Pairs, State
from connexions.ground.design import charts, words
from connexions.insight.performance.presenters.cells import Cell, Links

TOO_FEW = "Some of these numbers are too small to be told to those who may not open the lists behind them."
PARTS: dict[Part, tuple[str, str, Literal["solid", "light", "striped"]]] = {
    Part.MOVEMENT: ("Real movement", "known before and after", "solid"),
    Part.IDENTIFICATION: ("Found, or lost sight of", "not known or not on record", "light"),
    Part.POPULATION: ("Population", "came of age, moved in or out", "striped"),
}
STATES: dict[State, str] = {
    Standing.FULL_TIME_EDUCATION: "full-time education",
    Standing.APPRENTICESHIP: "an apprenticeship",
    Standing.OTHER_LEARNING: "other education and training",
    Standing.OTHERWISE: "work, a gap year or other",
    Standing.NEET: "NEET",
    Standing.NOT_KNOWN: "not known",
    Standing.EXCLUDED: "custody",
    Outside.AGE: "another age",
    Outside.AWAY: "having left",
    Outside.UNRECORDED: "not on record",
}


@dataclass(frozen=True)
class Shown:
    """The change as the page says it; nothing but its heading where the numbers in it are too small."""

    heading: str
    chart: Markup | None
    rows: list[list[Cell]]
    flows_heading: str
    flows_chart: Markup | None
    flows: list[list[Cell]]


def change(
    pairs: Pairs, indicator: Indicator, *, first: date, second: date, threshold: int, links: Links
) -> Shown:
    """What happened to an indicator between two month ends."""
    name, found = indicator.title, changed(indicator, pairs)
    if not found.before.denominator and not found.after.denominator:
        return Shown(f"{name}: nobody to compare", None, [], "Nobody joined or left", None, [])
    if not may_be_told(pairs, threshold=threshold):
        return Shown(f"Why {name} changed", None, [], "Who joined and who left", None, [])
    return Shown(
        _heading(found, name),
        _parts_chart(found, name, first, second),
        _rows(found, links),
        f"{found.joiners:,} joined, {found.leavers:,} left",
        _flows_chart(found, name, first, second),
        _flows(found, links),
    )


def may_be_told(pairs: Pairs, *, threshold: int) -> bool:
    """Whether no number is small in the change of any indicator, since one is the sum or difference of others."""
    return not any(_is_small(changed(one, pairs), threshold) for one in INDICATORS.values())


def _is_small(found: Change, threshold: int) -> bool:
    shares = [number for share in found.parts.values() for number in (share.joined, share.left)]
    numbers = [
        *shares,
        *found.came_from.values(),
        *found.went_to.values(),
        *_of(found.before),
        *_of(found.after),
    ]
    return any(0 < number < threshold for number in numbers)


def _of(rate: Rate) -> tuple[int, int]:
    return rate.numerator, rate.denominator - rate.numerator


def _heading(found: Change, name: str) -> str:
    moved = found.parts[Part.MOVEMENT].people
    if not found.people and not moved:
        return f"{name}: as many as before"
    return f"{name}: {_more(found.people)}, {_more(moved) if moved else 'none'} by real movement"


def _more(number: int) -> str:
    if not number:
        return "no more and no fewer"
    return f"{abs(number):,} {'more' if number > 0 else 'fewer'}"


def signed(number: int) -> str:
    """A change with its sign: a true minus, and none for nought."""
    return f"+{number:,}" if number > 0 else f"−{-number:,}" if number < 0 else "0"


def _parts_chart(found: Change, name: str, first: date, second: date) -> Markup:
    bars = [
        charts.Bar(part_name, what, found.parts[part].people, signed(found.parts[part].people), fill)
        for part, (part_name, what, fill) in PARTS.items()
    ]
    note = f"{found.before.numerator:,} then, {found.after.numerator:,} now"
    bars.append(charts.Bar("Change", note, found.people, signed(found.people), "total"))
    said = "; ".join(f"{bar.name} {bar.said}" for bar in bars)
    return charts.bars(bars, said=f"Bars from nought, {_between(first, second)}, people in {name}: {said}.")


def _flows_chart(found: Change, name: str, first: date, second: date) -> Markup:
    came, went = _sorted(found.came_from), _sorted(found.went_to)
    bars = [
        charts.Bar(_sentence(state), "joined from", people, signed(people), "solid") for state, people in came
    ]
    bars += [
        charts.Bar(_sentence(state), "left for", -people, signed(-people), "light") for state, people in went
    ]
    bars.append(charts.Bar("Change", "", found.people, signed(found.people), "total"))
    said = "; ".join(f"{bar.note} {bar.name} {bar.said}" for bar in bars[:-1]) or "nobody"
    return charts.bars(bars, said=f"Who joined and left {name}, {_between(first, second)}: {said}.")


def _sentence(state: State) -> str:
    return words.sentence(STATES[state])


def _between(first: date, second: date) -> str:
    return f"{words.month(first)} to {words.month(second)}"


def _sorted(found: Mapping[State, int]) -> list[tuple[State, int]]:
    return sorted(found.items(), key=lambda item: -item[1])


PART_HEADS = ("Part", "Joined", "Left", "People", "Points")


def _rows(found: Change, links: Links) -> list[list[Cell]]:
    lines = [
        [
            *(Cell(name), *_two(share.joined, share.left, name, links, part=str(part))),
            *(Cell(signed(share.people)), Cell(_points(found, part))),
        ]
        for part, (name, _, _) in PARTS.items()
        for share in (found.parts[part],)
    ]
    total = "–" if found.points is None else _said(rounded(100 * found.points, 2))
    both = _two(found.joiners, found.leavers, "in all", links)
    return [*lines, [Cell("Change"), *both, Cell(signed(found.people)), Cell(total)]]


def _two(joined: int, left: int, name: str, links: Links, **which: str) -> list[Cell]:
    """Those who joined and those who left, with the lists behind them."""
    return [
        links.cell(joined, f"{joined:,}", f"joined, {name}", moved="joined", **which),
        links.cell(left, f"{left:,}", f"left, {name}", moved="left", **which),
    ]


def _points(found: Change, part: Part) -> str:
    points = found.points_of(part)
    return "–" if points is None else _said(rounded(100 * points, 2))


def _said(points: object) -> str:
    return f"{points:+}".replace("-", "−")


FLOW_HEADS = ("From or to", "Joined", "Left")


def _flows(found: Change, links: Links) -> list[list[Cell]]:
    states = [state for state in STATES if state in found.came_from or state in found.went_to]
    return [
        [Cell(_sentence(state)), *_two(came, went, STATES[state], links, state=str(state))]
        for state in states
        for came, went in ((found.came_from.get(state, 0), found.went_to.get(state, 0)),)
    ]
