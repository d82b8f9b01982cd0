"""The requirement of one year, April to March: its code tables and rules, read from `data/ccis/`."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from connexions.engines.ccis.faults import FileFault, RuleText

DATA = Path(__file__).resolve().parents[3] / "data" / "ccis"


@dataclass(frozen=True, slots=True)
class ActivityCode:
    """One current activity: what it means and what it demands."""

    code: str
    label: str
    group: str
    neet: bool
    not_known: bool
    participation: str
    needs_review_date: bool
    needs_end_date: bool
    needs_send: bool

    @property
    def compulsory(self) -> bool:
        """Whether this is an activity of compulsory school age."""
        return self.group == "compulsory_education"

    @property
    def lapses(self) -> bool:
        """Whether the return wants a date due to lapse."""
        return not (self.neet or self.not_known)


@dataclass(frozen=True, slots=True)
class Specification:
    """Every table of one year: code → label, and the rules in force by number."""

    year: int
    activities: Mapping[str, ActivityCode]
    characteristics: Mapping[str, str]
    ethnicities: Mapping[str, str]
    genders: Mapping[str, str]
    levels_of_need: Mapping[str, str]
    cohort_statuses: Mapping[str, str]
    destinations: Mapping[str, str]
    guarantee_year_11: Mapping[str, str]
    guarantee_year_12: Mapping[str, str]
    authorities: Mapping[str, str]
    pseudo_authorities: Mapping[str, str]
    any_authorities: Mapping[str, str]
    rules: Mapping[int, RuleText]


def requirement_year(on: date) -> int:
    """The year of the requirement in force on a day, named by the year in which it began (2025 for 2025-26)."""
    return on.year if on.month >= _first_month() else on.year - 1


@cache
def _first_month() -> int:
    (row,) = _rows(DATA, "requirement", None)
    return int(row["first_month"])


@cache
def specification(year: int, folder: Path = DATA) -> Specification:
    """The tables and rules of the requirement that began in `year`."""
    guarantee = list(_rows(folder, "guarantee_statuses", year))
    areas = list(_rows(folder, "local_authorities", year))
    return Specification(
        year=year,
        activities={row["code"]: _activity(row) for row in _rows(folder, "activities", year)},
        characteristics=_labels(folder, "characteristics", year),
        ethnicities=_labels(folder, "ethnicities", year),
        genders=_labels(folder, "genders", year),
        levels_of_need=_labels(folder, "levels_of_need", year),
        cohort_statuses={
            row["code"]: row["label"]
            for row in _rows(folder, "cohort_statuses", year)
            if row["reported"] != "never"
        },
        destinations=_labels(folder, "destinations", year),
        guarantee_year_11={row["code"]: row["label"] for row in guarantee if row["year_11"] == "yes"},
        guarantee_year_12={row["code"]: row["label"] for row in guarantee if row["year_12"] == "yes"},
        authorities={row["code"]: row["name"] for row in areas if row["kind"] != "pseudo"},
        pseudo_authorities={row["code"]: row["name"] for row in areas if row["kind"] == "pseudo"},
        any_authorities={row["code"]: row["name"] for row in _rows(folder, "local_authorities", None)},
        rules={rule.number: rule for rule in all_rules(folder) if rule.holds_in(year)},
    )


@cache
def all_rules(folder: Path = DATA) -> tuple[RuleText, ...]:
    """Every rule of every year."""
    return tuple(
        RuleText(
            number=int(row["number"]),
            priority=int(row["priority"]),
            field=row["field"],
            first_year=int(row["first_year"] or 0),
            last_year=int(row["last_year"] or 9999),
            source=row["source"],
            words=row["words"],
            fix=row["fix"],
        )
        for row in _rows(folder, "rules", None)
    )


@cache
def file_faults(folder: Path = DATA) -> Mapping[str, FileFault]:
    """What may be wrong with a file as a whole, by the kind of its refusal."""
    return {
        row["kind"]: FileFault(row["code"], int(row["priority"]), row["field"], row["meaning"], row["words"])
        for row in _rows(folder, "file_faults", None)
    }


def _rows(folder: Path, name: str, year: int | None) -> Iterator[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            first, last = int(row.get("first_year") or 0), int(row.get("last_year") or 9999)
            if year is None or first <= year <= last:
                yield row


def _labels(folder: Path, name: str, year: int) -> dict[str, str]:
    return {row["code"]: row["label"] for row in _rows(folder, name, year)}


def _activity(row: Mapping[str, str]) -> ActivityCode:
    return ActivityCode(
        code=row["code"],
        label=row["label"],
        group=row["group"],
        neet=row["neet"] == "yes",
        not_known=row["neet"] == "not_known",
        participation=row["participation"],
        needs_review_date=row["needs_review_date"] == "yes",
        needs_end_date=row["needs_end_date"] == "yes",
        needs_send=row["needs_send"] == "yes",
    )
