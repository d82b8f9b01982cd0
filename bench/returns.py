"""The return: building and checking it, beside a bare write and a bare parse of the same elements.

    bin/bench return [--small] [--json]          python -m bench.returns

The floor of building is lxml's `xmlfile` writing the same elements; that of checking is lxml's `iterparse`
going through the same file. Ours is the writer of the return, and all that `return check` does: every record
read, every rule of its year asked, what two records may not share remembered, a row written for each fault.
Making the records is counted on neither side. Seconds are of the processor, since nothing waits: other work on
the machine then weighs little. Each measurement has a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

from bench import extracts, reporting
from connexions.engines.ccis import RecordChecker, Survey, read, specification, write
from connexions.engines.ccis.reporting import as_csv

ROOT = Path(__file__).resolve().parent.parent
SIZES, SMALL = (100_000, 1_000_000), (2_000, 20_000)
GOAL_BUILD, GOAL_CHECK, GOAL_MEMORY, GOAL_BYTES = 3.0, 4.0, 1.25, 72
LOT = 2_000
AUTHORITY = "391"

Tree: TypeAlias = "tuple[str, str | None, list[Tree]]"


def main() -> None:
    """Run the benchmark, or one measured part of it in a process of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--small", action="store_true", help="a quick look, under a minute")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--part", choices=sorted(PARTS), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        seconds = PARTS[options.part](options.file, options.size)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "peak": peak}))
    else:
        about = reporting.machine()
        found = {size: _measured(size) for size in (SMALL if options.small else SIZES)}
        reporting.show("return", _rows(found), as_json=options.json, about=about)


def _measured(size: int) -> dict[str, dict[str, float]]:
    """Every part for one size: build makes the file that the others read."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for part in PARTS:
            told = found[part] = _apart(part, Path(folder) / "return.xml", size)
            reporting.say(f"{size:,} records, {part}: {told['seconds']:.1f} s, {told['peak']:.0f} MB")
    return found


def _apart(part: str, path: Path, size: int) -> dict[str, float]:
    """One measurement in a process of its own."""
    words = ["--part", part, "--file", str(path), "--size", str(size)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.returns", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"A part of the benchmark failed:\n{done.stderr[-3000:]}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _rows(found: dict[int, dict[str, dict[str, float]]]) -> list[reporting.Row]:
    rows = []
    for size, parts in found.items():
        for ours, floor, goal in (
            ("build", "bare write", GOAL_BUILD),
            ("check", "bare parse", GOAL_CHECK),
        ):
            what = f"{ours} {size:,}, beside a {floor}: s"
            rows.append(reporting.row(what, parts[ours]["seconds"], parts[floor]["seconds"], goal))
    small, large = sorted(found)
    for part, what in (("build", "build"), ("alone", "check, each record alone")):
        most, least = found[large][part]["peak"], found[small][part]["peak"]
        rows.append(
            reporting.row(f"{what}: peak at {large:,} beside {small:,}: MB", most, least, GOAL_MEMORY)
        )
    most, least = found[large]["check"]["peak"], found[small]["check"]["peak"]
    each = round((most - least) * 2**20 / (large - small))
    rows.append(
        reporting.count(f"check: peak at {large:,} {most:.0f} MB, bytes a record", each, 0, GOAL_BYTES)
    )
    return rows


def _build(path: Path, size: int) -> float:
    made = _Making(extracts.made(size, AUTHORITY))
    begun = time.process_time()
    with path.open("wb") as stream:
        write(stream, extracts.header(AUTHORITY), made)
    return time.process_time() - begun - made.seconds


def _bare_write(path: Path, size: int) -> float:
    made = _Making(_trees(path))
    begun = time.process_time()
    with open(os.devnull, "wb") as null, etree.xmlfile(null, encoding="UTF-8") as file, file.element("NCCIS"):
        for name, text, children in made:
            file.write(_element(etree.Element(name), text, children))
    return time.process_time() - begun - made.seconds


def _element(element: Any, text: str | None, children: list[Tree]) -> Any:
    element.text = text
    for name, inner, more in children:
        _element(etree.SubElement(element, name), inner, more)
    return element


def _trees(path: Path) -> Iterator[Tree]:
    """The records of a file as names and texts."""
    for _, element in etree.iterparse(path, tag="YoungPersonsRecord"):
        yield _tree(element)
        _drop(element)


def _tree(element: Any) -> Tree:
    return element.tag, None if len(element) else element.text, [_tree(child) for child in element]


def _bare_parse(path: Path, _: int) -> float:
    begun = time.process_time()
    for _event, element in etree.iterparse(path, tag="YoungPersonsRecord"):
        _drop(element)
    return time.process_time() - begun


def _drop(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _check(path: Path, size: int) -> float:
    begun = time.process_time()
    with path.open("rb") as stream, open(os.devnull, "w", encoding="utf-8") as null:
        survey = Survey(stream)
        null.writelines(as_csv(survey))
    seconds = time.process_time() - begun
    assert survey.records == size
    return seconds


def _alone(path: Path, _: int) -> float:
    """Every record read and put to the rules of one record: all but what two may not share."""
    begun = time.process_time()
    with path.open("rb") as stream:
        extract = read(stream)
        checker = RecordChecker(extract.header, specification(extract.header.year))
        for record in extract:
            checker.faults(record)
    return time.process_time() - begun


class _Making:
    """Things made a lot at a time, and the seconds that this took."""

    def __init__(self, things: Iterable[Any]) -> None:
        self._things = iter(things)
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Any]:
        while lot := self._lot():
            yield from lot

    def _lot(self) -> list[Any]:
        begun = time.process_time()
        lot = list(islice(self._things, LOT))
        self.seconds += time.process_time() - begun
        return lot


PARTS: dict[str, Callable[[Path, int], float]] = {
    "build": _build,
    "bare write": _bare_write,
    "check": _check,
    "bare parse": _bare_parse,
    "alone": _alone,
}


if __name__ == "__main__":
    main()
