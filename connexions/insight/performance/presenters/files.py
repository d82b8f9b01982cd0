"""A month's figures as lines of a file: for each area, each indicator."""

from collections.abc import Iterator, Sequence

from connexions.engines.stats import INDICATORS, Rate, average, by_standing, load_meanings
from connexions.insight.performance.presenters.months import offer_rate, told
from connexions.insight.performance.presenters.telling import LEFT_OUT, Told, tell, tell_ways
from connexions.insight.performance.queries.counts import Counts
from connexions.insight.performance.queries.figures import OfMonth

HEADS = ("level", "area_code", "indicator", "numerator", "denominator", "rate")
PARTNERSHIP, AUTHORITY = "partnership", "local_authority"
WINTERLY = ("neet", "not_known", "neet_or_not_known")

Line = tuple[str, str, str, int | str, int | str, str]


def lines(found: OfMonth, *, partnership: str, threshold: int) -> Iterator[Line]:
    """The partnership's lines, then each authority's by its code; *threshold* 1 tells all."""
    yield from _area(found, PARTNERSHIP, partnership, "", threshold)
    for code in sorted(code for code in {*found.now, *found.guarantee} if code):
        yield from _area(found, AUTHORITY, code, code, threshold)


def _area(found: OfMonth, level: str, called: str, area: str, threshold: int) -> Iterator[Line]:
    for key, rate in _rates(found.now, area, threshold):
        yield _line(level, called, key, rate)
    if found.winter:
        for key, rate in _winter(found.winter, area, threshold):
            yield _line(level, called, f"{key}_winter_average", rate)
    offer = offer_rate(found.guarantee, area=area, threshold=threshold)
    yield _line(level, called, "guarantee_offer", offer)


def _rates(counts: Counts, area: str, threshold: int) -> Iterator[tuple[str, Rate | None]]:
    line = in_ways(counts, threshold=threshold, area=area)
    return ((key, line.rate(key)) for key in INDICATORS)


def in_ways(counts: Counts, *, threshold: int, area: str = "") -> Told:
    """One month's line with each way of taking part; it tells of the rest what the page tells."""
    meanings = load_meanings()
    found = {one: by_standing(facts, meanings) for one, facts in counts.items()}
    lines, whole = tell_ways(found, *tell(found, threshold=threshold), threshold=threshold)
    return lines.get(area, tell_ways({}, *tell({}, threshold=1), threshold=1)[1]) if area else whole


def _winter(winter: Sequence[Counts], area: str, threshold: int) -> Iterator[tuple[str, Rate | None]]:
    months = [told(one, threshold=threshold, area=area) for one in winter]
    for key in WINTERLY:
        rates = [month.rate(key) for month in months]
        known = [rate for rate in rates if rate is not None]
        yield key, average(known) if len(known) == len(rates) else None


def _line(level: str, called: str, key: str, rate: Rate | None) -> Line:
    if rate is None:
        return level, called, key, LEFT_OUT, LEFT_OUT, LEFT_OUT
    percent = rate.percent(2)
    return level, called, key, rate.numerator, rate.denominator, "" if percent is None else str(percent)
