"""What samples have shown, as a chart with the table beside it."""

from dataclasses import dataclass
from datetime import date

from connexions.engines import currency
from connexions.ground.design import words
from connexions.practice.oversight.queries.trends import Trends
from connexions.practice.oversight.rules.judging import Tally

WIDTH, ROW, LEFT = 720, 44, 12
BAR = 560.0


@dataclass(frozen=True)
class Bar:
    """One question's bar. *width* is none where too few answers make a share."""

    text: str
    said: str
    width: float | None
    y: int


@dataclass(frozen=True)
class Chart:
    """The bars of all questions; *said* is the message in words."""

    bars: list[Bar]
    height: int
    said: str


def chart(found: Trends) -> Chart:
    """How each question was answered over all four quarters, the weakest first."""
    tallies = [(text, found.of(key)) for key, text in found.questions.items()]
    tallies.sort(key=lambda one: (one[1].percent is None, one[1].percent or 0, one[0]))
    bars = [
        Bar(text, tally.said, BAR * tally.percent / 100 if tally.percent is not None else None, ROW * place)
        for place, (text, tally) in enumerate(tallies)
    ]
    return Chart(bars, ROW * len(bars) + 4, _message([one for one in tallies if one[1].percent is not None]))


def _message(tallies: list[tuple[str, Tally]]) -> str:
    if not tallies:
        return "Too little has been judged yet to speak of a share: these are counts"
    weakest = tallies[0][0].rstrip("?")
    return f"Weakest: {weakest[0].lower()}{weakest[1:]}"


def quarter(name: date) -> str:
    """A quarter as a column's head: "Oct to Dec 2026"."""
    last = currency.add_months(name, 2)
    return f"{words.short_day(name).split(' ')[1]} to {words.short_day(last).split(' ')[1]} {last.year}"


def by_question(found: Trends) -> list[tuple[str, list[str], str]]:
    """Each question: what was answered in each quarter, and in all."""
    return [
        (
            text,
            [found.by_question.get((key, one), Tally()).said for one in found.quarters],
            found.of(key).said,
        )
        for key, text in found.questions.items()
    ]


def by_whom(found: dict[str, Tally]) -> list[tuple[str, Tally]]:
    """Teams or advisers in the order of their names."""
    return sorted(found.items())


HEADS = ("Question", "Quarter from", "Yes", "Partly", "No", "Not applicable", "Share")


def as_table(found: Trends) -> list[list[object]]:
    """Every tally for a spreadsheet; a share only where there are enough answers."""
    rows: list[list[object]] = []
    for key, text in found.questions.items():
        for one in found.quarters:
            tally = found.by_question.get((key, one), Tally())
            share = "" if tally.percent is None else tally.percent
            rows.append(
                [text, one.isoformat(), tally.yes, tally.partly, tally.no, tally.not_applicable, share]
            )
    return rows
