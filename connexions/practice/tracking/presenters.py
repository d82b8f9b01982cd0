"""Figures as pages say them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from connexions.engines.currency import academic_year
from connexions.ground.design import words
from connexions.practice.tracking.models import Activity, ActivityKind, Correction, CurrencyRule, Source
from connexions.practice.tracking.queries import Count
from connexions.practice.tracking.queries.currency import holding

STANDINGS = {
    "eet": "In education, employment or training",
    "neet": "Not in any of them (NEET)",
    "other": "Re-engaging or other",
    "not_known": "Not known",
}


def national(counts: Iterable[Count], *, on: date) -> dict[str, Any]:
    """A table for each partnership: a line for each authority, a column for each standing."""
    places: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for one in counts:
        places[one.partnership][one.authority][one.standing] = _said(one)
    year = academic_year(on)
    return {
        "year": f"{year} to {year + 1}",
        "heads": ["Local authority", *({"text": text, "numeric": True} for text in STANDINGS.values())],
        "places": [
            (place, [(name, [told.get(key, "0") for key in STANDINGS]) for name, told in authorities.items()])
            for place, authorities in places.items()
        ],
    }


def _said(one: Count) -> str:
    return "Fewer than 5" if one.people is None else f"{one.people:,}"


def last_day(end_on: date | None) -> date | None:
    """The last day of a spell, as people say it; kept is the first day on which it was no longer so."""
    return end_on - timedelta(days=1) if end_on else None


def day_after(last_on: date) -> date:
    """The same, the other way."""
    return last_on + timedelta(days=1)


def known_from(key: str, said: str, sources: Iterable[Source]) -> str:
    """Who told us and how, as one line; the list's words first."""
    label = next((one.label for one in sources if one.key == key), "")
    return ", ".join(filter(None, (label, said.strip())))


def alike(before: Iterable[Activity], now: Iterable[Activity]) -> bool:
    """Whether two readings of the history say the same."""
    return [_spell_said(one) for one in before] == [_spell_said(one) for one in now]


def _spell_said(one: Activity) -> tuple[str, date, date | None, str]:
    return (one.kind_id, one.start_on, one.end_on, one.establishment_name)


@dataclass(frozen=True)
class PutRight:
    """A correction as the status page says it."""

    correction: Correction
    before: list[str]
    after: list[str]
    may_undo: bool


def put_right(found: Iterable[Correction], kinds: Iterable[ActivityKind]) -> list[PutRight]:
    """What was put right, in words: how it stood, how it stands."""
    labels = {one.code: one.label for one in kinds}
    return [
        PutRight(one, _lines(one.before, labels), _lines(one.after, labels), one.undone_at is None)
        for one in found
    ]


def _lines(rows: Iterable[dict[str, Any]], labels: dict[str, str]) -> list[str]:
    return [_line(row, labels) for row in sorted(rows, key=lambda row: row["start_on"])]


def _line(row: dict[str, Any], labels: dict[str, str]) -> str:
    where = f", {row['establishment_name']}" if row["establishment_name"] else ""
    start = words.day(date.fromisoformat(row["start_on"]))
    last = last_day(date.fromisoformat(row["end_on"])) if row["end_on"] else None
    until = f"to {words.day(last)}" if last else "and still so"
    return f"{labels.get(row['kind_id'], row['kind_id'])}{where}: {start} {until}"


def codes(kinds: Iterable[ActivityKind]) -> list[tuple[str, list[ActivityKind]]]:
    """The kinds of a year by group."""
    found: dict[str, list[ActivityKind]] = {}
    for one in kinds:
        found.setdefault(ActivityKind.Group(one.group).label, []).append(one)
    return list(found.items())


def sources(every: Iterable[Source]) -> list[tuple[str, list[Source]]]:
    """The closed lists, each with its answers."""
    found = list(every)
    return [(purpose.label, [one for one in found if one.purpose == purpose]) for purpose in Source.Purpose]


@dataclass(frozen=True)
class Holds:
    """What one kind's currency is today, and what comes next."""

    code: str
    label: str
    says: str
    own: bool
    since: date | None
    coming: str


def currency(every: list[CurrencyRule], *, on: date) -> list[tuple[str, list[Holds]]]:
    """The rules as they hold on a day, by group of activities; a coming change beside."""
    found: dict[str, list[Holds]] = {}
    for code, now in holding(every, on=on).items():
        coming = [one for one in every if one.kind_id == code and one.from_on > on]
        later = f"From {words.day(coming[-1].from_on)}: {says(coming[-1])}" if coming else ""
        own = now.partnership_id is not None
        line = Holds(code, now.kind.label, says(now), own, now.from_on if own else None, later)
        found.setdefault(ActivityKind.Group(now.kind.group).label, []).append(line)
    return list(found.items())


def says(rule: CurrencyRule) -> str:
    """How long, in words."""
    if rule.basis == CurrencyRule.Basis.NEVER:
        return "Does not lapse"
    cap = ", at most until the course ends" if rule.capped else ""
    if rule.basis == CurrencyRule.Basis.ACADEMIC_YEAR_END:
        return f"31 August{cap}"
    parts = [words.count(n, unit) for n, unit in ((rule.months, "month"), (rule.days, "day")) if n]
    start = "the day to ask again" if rule.basis == CurrencyRule.Basis.REVIEW else "it was verified"
    return f"{' and '.join(parts)} after {start}{cap}"


def editions(every: Iterable[CurrencyRule], *, on: date) -> list[dict[str, Any]]:
    """Every rule of one kind, the latest first."""
    return [
        {
            "says": says(one),
            "from_on": one.from_on,
            "own": one.partnership_id is not None,
            "because": one.because,
            "who": one.set_by,
            "coming": one.from_on > on,
        }
        for one in every
    ]
