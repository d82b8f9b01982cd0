"""How a benchmark says what it found, and on which machine."""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement beside its floor. *ratio* is compared with *goal*; for a count, the count itself is."""

    what: str
    ours: float
    floor: float
    ratio: float
    goal: float

    @property
    def reached(self) -> bool:
        return self.ratio <= self.goal


def row(what: str, ours: float, floor: float, goal: float) -> Row:
    """A time beside the floor's."""
    return Row(what, round(ours, 2), round(floor, 2), round(ours / floor, 2) if floor else 0.0, goal)


def count(what: str, ours: int, floor: int, goal: int) -> Row:
    """A number that must not pass the goal, whatever the floor's is."""
    return Row(what, ours, floor, ours, goal)


def machine() -> str:
    """The machine, in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {os.cpu_count()} processors, {memory:.0f} GB, "
        f"{platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}; load {os.getloadavg()[0]:.1f} at the start"
    )


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.machine()


def show(name: str, rows: list[Row], *, as_json: bool, about: str) -> None:
    """Print the rows: one JSON object, or a table for people."""
    if as_json:
        print(json.dumps({"name": name, "machine": about, "rows": [asdict(one) for one in rows]}))
        return
    print(about)
    print(f"{'what':<62}{'ours':>10}{'floor':>10}{'ratio':>8}{'goal':>8}")
    for one in rows:
        mark = "" if one.reached else "  missed"
        print(f"{one.what:<62}{one.ours:>10,g}{one.floor:>10,g}{one.ratio:>8,g}{one.goal:>8,g}{mark}")


def say(text: str) -> None:
    """Something for whoever waits; never on the output that a program reads."""
    print(text, file=sys.stderr, flush=True)
