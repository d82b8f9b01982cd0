"""What an address of the figures asks for; where it makes no sense, the last month that has ended, and all of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from connexions.engines.stats import INDICATORS, Indicator
from connexions.engines.stats.months import month_of, months_to
from connexions.ground.design import words
from connexions.insight.performance.queries.groups import GROUPINGS, Asked

BACK = 37  # months that may be chosen
CHARTED = 13


@dataclass(frozen=True)
class Question:
    """A month, another to compare it with, an authority (empty: all), an indicator and a way of grouping."""

    month: date
    since: date
    area: str
    indicator: Indicator
    grouping: str
    choices: tuple[date, ...]

    @property
    def months(self) -> list[date]:
        """The months of the chart, up to the one asked for."""
        return months_to(self.month, CHARTED)

    @property
    def asked(self) -> Asked:
        return Asked(self.month, self.area, self.grouping)

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


def question(query: QueryDict, *, today: date, areas: dict[str, str]) -> Question:
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
    )


def _month(text: str | None, among: list[date], otherwise: date) -> date:
    try:
        found = month_of(text or "")
    except ValueError:
        return otherwise
    return found if found in among else otherwise
