"""Coverage: numbers with the lists behind them, or rounded for those who may not open these."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from connexions.engines import currency
from connexions.practice.oversight.queries.coverage import Asked
from connexions.practice.oversight.rules.coverage import Covered
from connexions.practice.oversight.rules.numbers import FEWEST, rounded

PERIODS = {"4": "4 weeks", "13": "3 months", "26": "6 months", "52": "a year", "year": "this academic year"}
FEW = f"under {FEWEST}"


@dataclass(frozen=True)
class Cell:
    """A number as it is said, and where it leads."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Row:
    """One group's line."""

    name: str
    everybody: Cell
    reached: Cell
    tried: Cell
    nothing: Cell
    rate: str
    width: float  # of the bar: the share that had nothing, tried or not

    @property
    def cells(self) -> tuple[Cell, Cell, Cell, Cell]:
        return self.everybody, self.reached, self.tried, self.nothing


def since(period: str, *, on: date) -> date:
    """The first day of a period; three months where it is none that we know."""
    if period == "year":
        return currency.start_of_academic_year(on)
    return on - timedelta(weeks=int(period if period in PERIODS else "13"))


def rows(found: list[Covered], *, asked: Asked, period: str, exact: bool) -> list[Row]:
    """The table's lines."""
    return [_row(one, asked, period) if exact else _rounded(one) for one in found]


def _row(one: Covered, asked: Asked, period: str) -> Row:
    kept = {"by": asked.grouping, "key": one.key, "period": period} | (
        {"team": asked.team} if asked.team else {}
    )

    def cell(number: int, standing: str) -> Cell:
        href = f"{reverse('oversight:coverage_list')}?{urlencode(kept | {'had': standing})}" if number else ""
        return Cell(f"{number:,}", href)

    share = one.without / one.everybody if one.everybody else 0.0
    return Row(
        one.name,
        cell(one.everybody, "everybody"),
        cell(one.reached, "reached"),
        cell(one.tried, "tried"),
        cell(one.nothing, "nothing"),
        f"{100 * share:.1f}%",
        round(100 * share, 1),
    )


def _rounded(one: Covered) -> Row:
    """To the nearest five and none below five: nobody can be found by taking one table from another."""
    everybody, without = rounded(one.everybody), rounded(one.without)
    share = without / everybody if everybody and without is not None else None
    share = min(share, 1.0) if share is not None else None
    return Row(
        one.name,
        Cell(_few(one.everybody)),
        Cell(_few(one.reached)),
        Cell(_few(one.tried)),
        Cell(_few(one.nothing)),
        f"{100 * share:.0f}%" if share is not None else "–",
        round(100 * share, 1) if share is not None else 0.0,
    )


def _few(number: int) -> str:
    said = rounded(number)
    return FEW if said is None else f"{said:,}"


HEADS = ("Everybody", "Reached", "Tried, not reached", "Not even tried", "Without anything")
