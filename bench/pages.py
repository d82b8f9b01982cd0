"""Pages: server time and queries with 10,000 and 1,000,000 young people, beside a bare page.

    bin/bench pages [--small] [--json] [--people 10000,1000000] [--fresh]          python -m bench.pages

The floor is a page with the same frame, middleware and signed-in reader, and nothing in it. The databases are
kept in var/bench. Each sample asks for another young person, page after page in turn.
"""

from __future__ import annotations

import argparse
import json
from itertools import pairwise
from typing import Any

from bench import filled
from bench.reporting import Row, count, machine, row, say, show

TIMES_BARE, TIMES_SMALLER, QUERIES = 3.0, 1.5, 15
SAMPLES, SMALL_SAMPLES = 150, 30


def main() -> None:
    """Run the benchmark, or, in a process of its own, measure one database."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--small", action="store_true", help="a quick look: 1,000 and 5,000 people")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--people", type=_sizes, default=None, metavar="N,N", help="other numbers of people")
    parser.add_argument("--fresh", action="store_true", help="make the people anew")
    parser.add_argument("--samples", type=int, default=None, help="of each page")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    samples = options.samples or (SMALL_SAMPLES if options.small else SAMPLES)
    if options.measure:
        print(json.dumps(_measure(samples)))
        return
    sizes = options.people or ((1_000, 5_000) if options.small else (10_000, 1_000_000))
    about = machine()
    show("pages", _run(sizes, samples, fresh=options.fresh), as_json=options.json, about=about)


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(int(part.replace("_", "")) for part in text.split(","))
    if not sizes or min(sizes) < 100:
        raise argparse.ArgumentTypeError("give numbers of people, from 100, with commas between them")
    return sizes


def _run(sizes: tuple[int, ...], samples: int, *, fresh: bool) -> list[Row]:
    with filled.server() as urls:
        found = {}
        for size in sizes:
            env = filled.database(urls, size, fresh=fresh)
            filled.static_files(env)
            say(f"Measuring with {size:,} people")
            found[size] = _apart(samples, env)
    rows = [one for size in sizes for one in _beside_bare(size, found[size])]
    for small, large in pairwise(sizes):
        rows += _beside_smaller(small, large, found)
    return rows


def _apart(samples: int, env: dict[str, str]) -> dict[str, Any]:
    told = filled.apart("bench.pages", env, "--samples", str(samples))
    say(f"  caseloads of the advisers: {', '.join(map(str, told['caseloads']))}")
    return told


def _beside_bare(size: int, found: dict[str, Any]) -> list[Row]:
    pages = dict(found["pages"])
    bare = pages.pop("bare page")
    rows = []
    for name, one in pages.items():
        rows.append(row(f"{name}, {size:,}: p50 ms", one["p50"], bare["p50"], TIMES_BARE))
        rows.append(row(f"{name}, {size:,}: p95 ms", one["p95"], bare["p95"], TIMES_BARE))
        rows.append(count(f"{name}, {size:,}: queries", one["queries"], bare["queries"], QUERIES))
    return rows


def _beside_smaller(small: int, large: int, found: dict[int, dict[str, Any]]) -> list[Row]:
    return [
        row(
            f"{name}, {large:,} beside {small:,}: p95 ms",
            one["p95"],
            found[small]["pages"][name]["p95"],
            TIMES_SMALLER,
        )
        for name, one in found[large]["pages"].items()
    ]


def _measure(samples: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.test.utils import override_settings

    from bench.timing import measure

    with override_settings(ROOT_URLCONF="bench.bare"):
        return measure(samples=samples, warm_up=max(10, samples // 5), advisers=3)


if __name__ == "__main__":
    main()
