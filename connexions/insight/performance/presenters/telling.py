"""The numbers of a table as they may be told: all, or without the small and those that would give them away."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from connexions.engines.stats import INDICATORS, Rate, Standing, left_out, with_totals
from connexions.engines.stats.indicators import TAKING_PART

# The columns of every table: everybody but those in custody stands in exactly one, so that they add up.
Columns = Mapping[str, frozenset[Standing]]
COLUMNS: Columns = {
    "neet": frozenset({Standing.NEET}),
    "not_known": frozenset({Standing.NOT_KNOWN}),
    "participating": TAKING_PART,
    "known_otherwise": frozenset({Standing.OTHERWISE}),
}
# The same with each way of taking part on its own.
WAYS: Columns = {
    **{name: standings for name, standings in COLUMNS.items() if name != "participating"},
    **{str(one): frozenset({one}) for one in sorted(TAKING_PART)},
}
EVERYBODY = "everybody"
LEFT_OUT = "c"  # the department's sign for a number that is not told


@dataclass(frozen=True)
class Told:
    """One line's numbers by column, with ``everybody``; None where a number is not told."""

    numbers: Mapping[str, int | None]

    def rate(self, key: str) -> Rate | None:
        """A rate by its indicator's key; None where a number in it is not told."""
        numerator, denominator = self.number(key), self.numbers[EVERYBODY]
        return None if numerator is None or denominator is None else Rate(numerator, denominator)

    def number(self, key: str) -> int | None:
        """How many people; None where that is not told, or a number of which it is the sum is not."""
        if key in self.numbers:
            return self.numbers[key]
        parts = [number for name, number in self.numbers.items() if name in _parts(key)]
        known = [one for one in parts if one is not None]
        return sum(known) if len(known) == len(parts) else None

    @property
    def nobody(self) -> bool:
        return self.numbers[EVERYBODY] == 0


def _parts(key: str) -> set[str]:
    """The columns of which an indicator is the sum."""
    both = {**COLUMNS, **WAYS}
    return {name for name, standings in both.items() if standings <= INDICATORS[key].counts and name != key}


def tell(
    rows: Mapping[str, Mapping[Standing, int]], *, threshold: int, columns: Columns = COLUMNS
) -> tuple[dict[str, Told], Told]:
    """Each line of a table and the line of all together, with what must be left out left out.

    *threshold*: the smallest number that may be told, 1 for a reader who may see all.
    """
    if not rows:
        return {}, Told(dict.fromkeys((*columns, EVERYBODY), 0))
    inner = [
        [sum(found.get(one, 0) for one in parts) for parts in columns.values()] for found in rows.values()
    ]
    table = with_totals(inner)
    hidden = left_out(table, threshold=threshold)
    lines = [
        Told(
            {
                name: None if (place, column) in hidden else number
                for column, (name, number) in enumerate(zip((*columns, EVERYBODY), line, strict=True))
            }
        )
        for place, line in enumerate(table)
    ]
    return dict(zip(rows, lines[:-1], strict=True)), lines[-1]


def people(number: int | None) -> str:
    """A number of people as a table says it."""
    return LEFT_OUT if number is None else f"{number:,}"


def percent(rate: Rate | None) -> str:
    """A rate as a table says it: a dash where there is nobody."""
    if rate is None:
        return LEFT_OUT
    said = rate.percent()
    return "–" if said is None else f"{said}%"


def for_file(cell: str) -> str | Decimal:
    """A cell of a table as a spreadsheet takes it: a number as a number, without thousands, percent or a plus."""
    try:
        return Decimal(cell.replace(",", "").replace("−", "-").removesuffix("%"))
    except InvalidOperation:
        return cell


def shown(rate: Rate | None) -> float | None:
    """A rate as a chart draws it."""
    said = rate.percent(2) if rate is not None else None
    return None if said is None else float(said)
