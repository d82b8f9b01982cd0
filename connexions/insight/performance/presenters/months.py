"""The headline figures of a month, and the months before it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from connexions.engines.stats import (
    INDICATORS,
    Rate,
    average,
    by_standing,
    fifths,
    guarantee_offer,
    load_meanings,
    load_offers,
    published,
)
from connexions.ground.design import charts, words
from connexions.insight.performance.presenters.cells import Cell, Links
from connexions.insight.performance.presenters.targets import beside
from connexions.insight.performance.presenters.targets import said as target_said
from connexions.insight.performance.presenters.telling import Told, people, percent, shown, tell, tell_two
from connexions.insight.performance.queries.counts import Counts
from connexions.insight.performance.queries.targets import Targets

HEADLINES = ("neet", "not_known", "neet_or_not_known", "participating")
NAMED = {key: one.title for key, one in INDICATORS.items()}
SPOKEN = {"neet": "NEET", "not_known": "not known"}  # within a sentence


@dataclass(frozen=True)
class Headline:
    """One box at the head of the page."""

    title: str
    value: str
    note: Cell
    target: str = ""


def told(counts: Counts, *, threshold: int, area: str = "") -> Told:
    """One month's line: of an authority, or of all; what is left out is the same wherever it is asked from."""
    meanings = load_meanings()
    found = {one: by_standing(facts, meanings) for one, facts in counts.items()}
    lines, whole = tell(found, threshold=threshold)
    return lines.get(area, tell({}, threshold=1)[1]) if area else whole


def headlines(
    now: Told, before: Told, targets: Mapping[str, Decimal], *, since: date, links: Links
) -> list[Headline]:
    """The boxes: what it is, how it compares with another month, and with what it is to be."""
    return [
        Headline(
            NAMED[key],
            percent(now.rate(key)),
            links.cell(
                now.number(key), _note(now.number(key), before.number(key), since), NAMED[key], counts=key
            ),
            beside(key, now.rate(key), targets.get(key)),
        )
        for key in HEADLINES
    ]


def _note(now: int | None, before: int | None, since: date) -> str:
    if now is None:
        return "Too few to tell"
    said = words.count(now, "person", "people")
    if before is None:
        return said
    more = now - before
    if not more:
        return f"{said}, as many as in {_month(since)}"
    return f"{said}, {abs(more):,} {'more' if more > 0 else 'fewer'} than in {_month(since)}"


def offer_rate(statuses: Mapping[str, Counter[str]], *, area: str, threshold: int) -> Rate | None:
    """Who has an offer, of an authority or of all; None where that is not told."""
    pairs = {one: _with_and_without(found) for one, found in statuses.items()}
    lines, whole = tell_two(pairs, threshold=threshold)
    have, _, everybody = lines.get(area, [0, 0, 0]) if area else whole
    return None if have is None or everybody is None else Rate(have, everybody)


def _with_and_without(statuses: Mapping[str, int]) -> tuple[int, int]:
    rate = guarantee_offer(statuses, load_offers())
    return rate.numerator, rate.denominator - rate.numerator


def offers(rate: Rate | None, *, september: str, links: Links) -> Headline:
    """The box of the September Guarantee."""
    title = f"Offers, September {september}"
    if rate is None:
        return Headline(title, percent(None), Cell("Too few to tell"))
    without = rate.denominator - rate.numerator
    note = f"{without:,} of {rate.denominator:,} without an offer"
    return Headline(title, percent(rate), links.cell(without, note, title, offer="without"))


def chart(months: Sequence[date], lines: Mapping[date, Told], targets: Targets) -> Markup:
    """NEET and not known, month by month, with their targets, the headline months shaded."""
    looks: tuple[tuple[str, charts.Look], ...] = (("neet", "first"), ("not_known", "second"))
    drawn = [
        charts.Line(NAMED[key], [shown(lines[month].rate(key)) for month in months], look)
        for key, look in looks
    ]
    drawn += [
        charts.Line(
            f"Target, {SPOKEN[key]}", [_aimed(targets[month], key) for month in months], look, thin=True
        )
        for key, look in looks
        if any(key in targets[month] for month in months)
    ]
    said = f"Line chart of the shares of NEET and not known, {words.month(months[0])} to {words.month(months[-1])}. "
    said += "; ".join(_ends(line) for line in drawn) + "."
    return charts.lines([_short(month) for month in months], drawn, said=said, bands=_winters(months))


def _aimed(targets: Mapping[str, Decimal], key: str) -> float | None:
    return float(targets[key]) if key in targets else None


def _ends(line: charts.Line) -> str:
    known = [value for value in line.values if value is not None]
    return (
        f"{line.name} from {known[0]:.1f} to {known[-1]:.1f} per cent" if known else f"{line.name}: not told"
    )


def _winters(months: Sequence[date]) -> list[charts.Band]:
    """The headline months that are all in the chart."""
    found = []
    for place, month in enumerate(months[:-2]):
        if month.month == 12:
            found.append(charts.Band(place, place + 2, "headline months"))
    return found


def _short(month: date) -> str:
    name = words.MONTHS[month.month - 1][:3]
    return f"{name} {month.year}" if month.month == 1 else name


def _month(month: date) -> str:
    return words.month(month)


def title(now: Told, before: Told, since: date) -> str:
    """What the chart shows, as a sentence: where each went since the month compared with."""
    parts = [part for key in ("neet", "not_known") if (part := _went(key, now, before))]
    said = "; ".join(parts)
    return f"{words.sentence(said)} since {_month(since)}" if said else "NEET and not known, month by month"


def _went(key: str, now: Told, before: Told) -> str:
    is_now, was = now.rate(key), before.rate(key)
    if is_now is None or was is None or is_now.percent() is None or was.percent() is None:
        return ""
    points = is_now.percent() - was.percent()  # type: ignore[operator]
    if not points:
        return f"{SPOKEN[key]} is unchanged"
    return f"{SPOKEN[key]} is {'up' if points > 0 else 'down'} {abs(points)} points"


HEADS = (
    "Month",
    "Young people",
    "NEET",
    "Not known",
    "Both",
    "Taking part",
    "NEET %",
    "Not known %",
    "Both %",
    "Taking part %",
)


def heads(targets: Targets) -> list[str]:
    """The heads of that table: a column more for each figure that has a target in some month."""
    return [*HEADS, *(f"{NAMED[key]}: target %" for key in _aims(targets))]


def _aims(targets: Targets) -> list[str]:
    return [key for key in HEADLINES if any(key in one for one in targets.values())]


def rows(
    months: Sequence[date], lines: Mapping[date, Told], targets: Targets, links: Links
) -> list[list[Cell]]:
    """The same as a table, the latest month first."""
    return [
        [
            Cell(words.month(month)),
            *(_number(lines[month], key, month, links) for key in ("everybody", *HEADLINES)),
            *(Cell(percent(lines[month].rate(key))) for key in HEADLINES),
            *(Cell(_target(targets[month], key)) for key in _aims(targets)),
        ]
        for month in reversed(months)
    ]


def _target(targets: Mapping[str, Decimal], key: str) -> str:
    return target_said(targets[key]) if key in targets else "–"


def _number(line: Told, key: str, month: date, links: Links) -> Cell:
    found = line.number(key)
    said = f"{NAMED.get(key, 'Everybody counted')}, {words.month(month)}"
    return links.cell(found, people(found), said, month=f"{month:%Y-%m}", counts=key)


@dataclass(frozen=True)
class Winter:
    """One area's winter beside the published authorities."""

    name: str
    rates: list[str]
    fifth: str


def winters(
    found: Mapping[date, Counts],
    months: Sequence[date],
    names: Mapping[str, str],
    *,
    threshold: int,
    whole: str,
) -> list[Winter]:
    """The average of three months, by authority and of all, with the fifth of the published authorities."""
    areas = {**{code: names.get(code, code) for month in months for code in found[month] if code}}
    lines = [
        _winter(name, code, found, months, threshold)
        for code, name in sorted(areas.items(), key=lambda a: a[1])
    ]
    return [*lines, _winter(whole, "", found, months, threshold)] if lines else []


def _winter(
    name: str, area: str, found: Mapping[date, Counts], months: Sequence[date], threshold: int
) -> Winter:
    lines = [told(found[month], threshold=threshold, area=area) for month in months]
    rates = [
        _average([line.rate(key) for line in lines]) for key in ("neet", "not_known", "neet_or_not_known")
    ]
    return Winter(name, [percent(rate) for rate in rates], _fifth(rates[-1]))


def _average(rates: Sequence[Rate | None]) -> Rate | None:
    known = [rate for rate in rates if rate is not None]
    return average(known) if len(known) == len(rates) else None


def _fifth(rate: Rate | None) -> str:
    if rate is None or rate.share is None:
        return "–"
    _, values = published("neet_or_not_known")
    place = fifths(values, better="lower").place(100 * rate.share)
    return f"{place} of 5"
