"""What an address of the figures asks for; where it makes no sense, the last month that has ended, and all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from connexions.engines.stats import INDICATORS, Indicator, Outside, Part, Standing
from connexions.engines.stats.change import State
from connexions.engines.stats.months import month_of, months_to
from connexions.engines.stats.recency import BANDS
from connexions.ground.base.refusals import Missing
from connexions.ground.design import words
from connexions.insight.performance.queries.groups import GROUPINGS, Asked


@dataclass(frozen=True)
class Counted:
    """Those of a column, of one group or of all."""

    counts: str
    key: str


@dataclass(frozen=True)
class Moved:
    """Those who joined or left an indicator, of one part or state or all."""

    way: str
    among: Part | State | None


@dataclass(frozen=True)
class Reached:
    """Those NEET, by when they were last reached."""

    band: int


@dataclass(frozen=True)
class Offers:
    """Those of the September Guarantee: without an offer."""

    which: str


BACK = 37  # months that may be chosen
CHARTED = 13


@dataclass(frozen=True)
class Question:
    """A month, another to compare it with, an authority (empty: all), an indicator and a way of grouping.

    *least*: the smallest number that its reader is told, 1 where all are.
    """

    month: date
    since: date
    area: str
    indicator: Indicator
    grouping: str
    choices: tuple[date, ...]
    areas: Mapping[str, str]
    least: int

    @property
    def months(self) -> list[date]:
        """The months of the chart, up to the one asked for."""
        return months_to(self.month, CHARTED)

    @property
    def exact(self) -> bool:
        return self.least == 1

    @property
    def asked(self) -> Asked:
        """What the tables that look at people one by one are asked.

        Those of one authority and those of all together would give away the authorities left out: whoever is told no
        small number has them of all together.
        """
        return Asked(self.month, self.area if self.exact else "", self.grouping)

    @property
    def query(self) -> dict[str, Any]:
        """The question as an address says it."""
        return {
            "month": f"{self.month:%Y-%m}",
            "since": f"{self.since:%Y-%m}",
            "area": self.area,
            "of": self.indicator.key,
            "by": self.grouping,
        }

    @property
    def month_choices(self) -> list[tuple[str, str]]:
        return [(f"{one:%Y-%m}", words.month(one)) for one in reversed(self.choices)]


def question(query: QueryDict, *, today: date, areas: Mapping[str, str], least: int) -> Question:
    """What is asked, of months that have ended."""
    choices = months_to(months_to(today, 2)[0], BACK)
    month = _month(query.get("month"), choices[1:], choices[-1])
    before = [one for one in choices if one < month]
    return Question(
        month,
        _month(query.get("since"), before, before[-1]),
        query.get("area", "") if query.get("area") in areas else "",
        INDICATORS.get(query.get("of", ""), INDICATORS["neet"]),
        query.get("by", "school") if query.get("by") in GROUPINGS else "school",
        tuple(choices),
        areas,
        least,
    )


Which = Counted | Moved | Reached | Offers


def which(query: QueryDict) -> Which:
    """Whose list is asked for. Raises ``Missing`` where there is none such."""
    if way := query.get("moved"):
        return Moved(_one_of(way, ("joined", "left")), _among(query))
    if band := query.get("reached"):
        return Reached(int(_one_of(band, [str(one) for one in BANDS])))
    if offer := query.get("offer"):
        return Offers(_one_of(offer, ("without",)))
    return Counted(query.get("counts", "everybody"), query.get("key", "")[:60])


def _among(query: QueryDict) -> Part | State | None:
    """A part of a change, or where people came from or went to; None for all of them."""
    if part := query.get("part"):
        return Part(_one_of(part, list(Part)))
    if state := query.get("state"):
        states: dict[str, State] = {str(one): one for one in (*Standing, *Outside)}
        return states[_one_of(state, list(states))]
    return None


def _one_of(given: str, among: Sequence[str]) -> str:
    if given not in among:
        raise Missing("There is no such number among these figures.")
    return given


def _month(text: str | None, among: list[date], otherwise: date) -> date:
    try:
        found = month_of(text or "")
    except ValueError:
        return otherwise
    return found if found in among else otherwise
