"""Figures: the headline figures of a month and of a year, beside one bare scan of the same rows.

    bin/bench figures [--small] [--json] [--people N] [--fresh]          python -m bench.figures

The floor is one SQL statement that reads every activity there is and counts those current at the month end: no join, no
group, nothing made of them. Ours is what the page asks: sums of the tallies, and rates made of them. The tallies are
proven against the rows first. Databases are kept in var/bench.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from bench import filled
from bench.reporting import Row, machine, row, say, show

PEOPLE, SMALL = 1_340_000, 5_000
TIMES, SECONDS = 2.0, 1.0
NO_GOAL = 1000.0
SAMPLES = 15


def main() -> None:
    """Run the benchmark, or, in a process of its own, measure one database."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--small", action="store_true", help=f"a quick look: {SMALL:,} people")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--people", type=int, default=None, metavar="N", help="another number of people")
    parser.add_argument("--fresh", action="store_true", help="make the people anew")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(_measure()))
        return
    size = options.people or (SMALL if options.small else PEOPLE)
    about = machine()
    with filled.server() as urls:
        env = filled.database(urls, size, fresh=options.fresh)
        say(f"Measuring with {size:,} people")
        found = _apart(env)
    show("figures", _rows(size, found), as_json=options.json, about=about)


def _apart(env: dict[str, str]) -> dict[str, Any]:
    told = filled.apart("bench.figures", env)
    say(f"  {told['activities']:,} activities of the largest partnership, {told['tallies']:,} tallies")
    return told


def _rows(size: int, found: dict[str, Any]) -> list[Row]:
    scan, one_by_one = found["scan"], found["one_by_one"]
    return [
        row(f"headline figures of a month, {size:,}: ms", found["month"], scan, TIMES),
        row(f"headline figures of 13 months, {size:,}: ms", found["year"], scan, TIMES),
        row(f"headline figures of a month, {size:,}: s beside a second", found["month"] / 1000, 1.0, SECONDS),
        row(f"a month from the rows, one by one (to compare), {size:,}: ms", one_by_one, scan, NO_GOAL),
    ]


def _measure() -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connection

    from connexions.engines.stats.months import months_to
    from connexions.ground.base import clock, tenancy
    from connexions.ground.base.acting import system
    from connexions.insight.performance.actions import tallies
    from connexions.insight.performance.queries import proof

    months = months_to(months_to(clock.today(), 2)[0], 13)
    by = system("Bench", partnership=_largest())
    with tenancy.acting(by):
        tallies.fold(by=by)
        wrong = proof.differences(month=months[-1], by=by)
        if wrong:
            raise SystemExit(f"{wrong} counts are not those of the rows: nothing can be measured.")
    with tenancy.acting(by, read_only=True), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tracking_activity")
        (activities,) = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM performance_tally")
        (kept,) = cursor.fetchone()
        timed = _in_turn(
            {
                "scan": lambda: _scan(cursor, months[-1]),
                "month": lambda: _headlines(months[-1:], by),
                "year": lambda: _headlines(months, by),
                "one_by_one": lambda: proof.counted_one_by_one(month=months[-1], by=by),
            }
        )
    return {"activities": activities, "tallies": kept, **timed}


def _largest() -> int:
    """The partnership with the most people: how many each has, each must be asked."""
    from django.db import connection

    from connexions.ground.base import tenancy
    from connexions.ground.base.acting import system
    from connexions.ground.base.models import partnerships

    sizes = {}
    for partnership in partnerships():
        with tenancy.acting(system("Bench", partnership=partnership)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_youngperson")
            (sizes[partnership],) = cursor.fetchone()
    return max(sizes, key=lambda one: sizes[one])


def _in_turn(asked: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """The median milliseconds of each, asked in turn: what else the machine does hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in asked}
    for sample in range(-3, SAMPLES):
        for name, ask in asked.items():
            begun = time.perf_counter()
            ask()
            if sample >= 0:
                taken[name].append((time.perf_counter() - begun) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


def _scan(cursor: Any, month: date) -> None:
    cursor.execute(
        "SELECT count(*) FROM tracking_activity WHERE start_on <= %s AND (end_on IS NULL OR end_on > %s)",
        [month, month],
    )
    cursor.fetchone()


def _headlines(months: list[date], by: Any) -> None:
    from connexions.engines.stats import INDICATORS, load_meanings
    from connexions.insight.performance.queries import counts

    for found in counts.at_month_ends(months=months, by=by).values():
        together = counts.together(found)
        for one in INDICATORS.values():
            one.count(together, load_meanings())
        for facts in found.values():
            for one in INDICATORS.values():
                one.count(facts, load_meanings())


if __name__ == "__main__":
    main()
