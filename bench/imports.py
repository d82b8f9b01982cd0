"""Moving in: records a second and peak memory, beside a bare parse and COPY of the same rows.

    bin/bench import [--small] [--json]          python -m bench.imports

Makes its own database beside the one it is given, and throws it away. The floor is what no import could do
without: lxml reading the same file, and COPY of the very rows that the import wrote into plain tables of the
same columns, without keys, indexes, checks or matching.
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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
GOAL_TIMES, GOAL_MEMORY = 5.0, 1.25
SIZES, SMALL = (10_000, 100_000), (2_000, 10_000)
AUTHORITIES = {1: "391", 2: "935"}  # the partnership of the small extract and of the large one
LOT = 5000


def main() -> None:
    """Run the benchmark, or one measured part of it in a process of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--small", action="store_true", help="a quick look, under a minute")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--part", choices=["import", "floor"], help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--partnership", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part == "import":
        print(json.dumps(_import(options.file, options.partnership)))
    elif options.part == "floor":
        print(json.dumps(_floor(options.file, options.partnership)))
    else:
        _show(_run(SMALL if options.small else SIZES, quiet=options.json), as_json=options.json)


def _run(sizes: tuple[int, int], *, quiet: bool) -> list[dict[str, Any]]:
    def say(text: str) -> None:
        if not quiet:
            print(text, file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory() as folder, _own_database() as env:
        found: dict[tuple[str, int], dict[str, float]] = {}
        for partnership, size in enumerate(sizes, start=1):
            path = Path(folder) / f"{size}.xml"
            say(f"Making an extract of {size:,} records")
            _make(path, size, AUTHORITIES[partnership])
            for part in ("import", "again", "floor"):
                say(f"  {part}")
                asked = ["--part", "import" if part == "again" else part]
                found[part, size] = _apart(
                    *asked, "--file", str(path), "--partnership", str(partnership), env=env
                )
    small, large = sizes
    first, again, floor = (found[part, large] for part in ("import", "again", "floor"))
    little, most = found["import", small]["peak"], first["peak"]
    rate = floor["rate"]
    return [
        _row(f"first import of {large:,}: records/s", first["rate"], rate, rate / first["rate"]),
        _row(f"the same file again, {large:,}: records/s", again["rate"], rate, rate / again["rate"]),
        _row(f"peak memory at {large:,} beside {small:,}: MB", most, little, most / little, GOAL_MEMORY),
    ]


def _row(what: str, ours: float, floor: float, ratio: float, goal: float = GOAL_TIMES) -> dict[str, Any]:
    return {
        "what": what,
        "ours": round(ours, 1),
        "floor": round(floor, 1),
        "ratio": round(ratio, 2),
        "goal": goal,
    }


def _apart(*arguments: str, env: dict[str, str]) -> dict[str, float]:
    """One measurement in a process of its own, so that its memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.imports", *arguments], env=env, cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"A part of the benchmark failed:\n{done.stderr[-3000:]}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _import(path: Path, partnership: int) -> dict[str, float]:
    _django()
    from connexions.ground.base import clock
    from connexions.ground.base.acting import system
    from connexions.practice.feeds.actions.deliveries import import_extract

    by = system("bench", partnership=partnership)
    start = time.perf_counter()
    with path.open("rb") as stream:
        counts = import_extract(stream=stream, filename=path.name, at=clock.now(), by=by).counts
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rate": counts["records"] / seconds, "seconds": seconds, "peak": peak, **_numbers(counts)}


def _floor(path: Path, partnership: int) -> dict[str, float]:
    from lxml import etree

    start = time.perf_counter()
    records = 0
    for _, element in etree.iterparse(path, tag="YoungPersonsRecord"):
        records += 1
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    seconds = time.perf_counter() - start
    with _connect(os.environ["DATABASE_URL"]) as source, _connect(os.environ["DATABASE_OWNER_URL"]) as target:
        source.execute("SELECT set_config('connexions.partnership', %s, false)", [str(partnership)])
        for table in _written():
            seconds += _copy_again(source, target, table)
        start = time.perf_counter()
        target.commit()
        seconds += time.perf_counter() - start
    return {"rate": records / seconds, "seconds": seconds}


def _copy_again(source: Any, target: Any, table: str) -> float:
    """COPY a table's rows into a plain one of the same columns; reading them back is not counted."""
    plain = sql.Identifier(f"floor_{table}")
    target.execute(
        sql.SQL("CREATE TABLE {} AS SELECT * FROM {} WITH NO DATA").format(plain, sql.Identifier(table))
    )
    seconds = 0.0
    with source.cursor(name="rows") as rows:
        rows.itersize = LOT
        rows.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))
        while lot := rows.fetchmany(LOT):
            lot = [[json.dumps(value) if isinstance(value, dict) else value for value in row] for row in lot]
            start = time.perf_counter()
            with target.cursor() as cursor, cursor.copy(sql.SQL("COPY {} FROM STDIN").format(plain)) as copy:
                for row in lot:
                    copy.write_row(row)
            seconds += time.perf_counter() - start
    target.execute(
        sql.SQL("ALTER TABLE {} RENAME TO {}").format(plain, sql.Identifier(f"done_{os.getpid()}_{table}"))
    )
    return seconds


def _written() -> list[str]:
    people = ("youngperson", "identifier", "residence", "characteristic", "searchkey", "nametoken")
    tracking = ("activity", "guaranteestatus", "intendeddestination")
    return [
        *(f"people_{name}" for name in people),
        *(f"tracking_{name}" for name in tracking),
        "feeds_sourcerecord",
        "feeds_problem",
    ]


def _make(path: Path, size: int, authority: str) -> None:
    from bench.extracts import write_extract

    write_extract(path, records=size, authority=authority)


@contextmanager
def _own_database() -> Iterator[dict[str, str]]:
    """A database of our own on the given server, migrated, with two partnerships; dropped at the end."""
    name = f"bench_import_{os.getpid()}"
    owner = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    with _connect(owner, autocommit=True) as line:
        line.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    urls = {key: _named(os.environ.get(key) or owner, name) for key in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    env = {**os.environ, **urls}
    try:
        migrate = {**env, "CONNEXIONS_DATABASE_ROLE": "owner"}
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v", "0"],
            env=migrate,
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        with _connect(urls["DATABASE_OWNER_URL"]) as line:
            _partnerships(line)
        yield env
    finally:
        with _connect(owner, autocommit=True) as line:
            line.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _partnerships(line: Any) -> None:
    for number, code in AUTHORITIES.items():
        line.execute(
            "INSERT INTO partners_partnership (id, slug, name, region) VALUES (%s, %s, %s, '')",
            [number, f"bench-{number}", f"Bench {number}"],
        )
        line.execute(
            "INSERT INTO partners_localauthority (code, gss_code, name, region, partnership_id)"
            " VALUES (%s, '', %s, '', %s)"
            " ON CONFLICT (code) DO UPDATE SET partnership_id = EXCLUDED.partnership_id",
            [code, code, number],
        )


def _connect(url: str, *, autocommit: bool = False) -> psycopg.Connection[Any]:
    return psycopg.connect(url, autocommit=autocommit)


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _numbers(counts: dict[str, Any]) -> dict[str, float]:
    return {key: value for key, value in counts.items() if isinstance(value, int)}


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


def _show(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"name": "import", "rows": rows}))
        return
    print(f"{'what':<48}{'ours':>12}{'floor':>12}{'ratio':>8}{'goal':>8}")
    for row in rows:
        mark = "" if row["ratio"] <= row["goal"] else "  missed"
        print(
            f"{row['what']:<48}{row['ours']:>12,}{row['floor']:>12,}{row['ratio']:>8}{row['goal']:>8}{mark}"
        )


if __name__ == "__main__":
    main()
