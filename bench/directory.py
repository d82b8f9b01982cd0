"""Directory: a page of Open Referral's list of services at 50,000 services, beside a bare page.

    bin/bench directory [--small] [--json] [--services 50000]          python -m bench.directory

The floor is the desk's frame with a signed-in reader and nothing in it. The services are kept
in var/bench.
"""

from __future__ import annotations

import argparse
import json
from time import perf_counter
from typing import Any

import psycopg

from bench import filled
from bench.reporting import Row, machine, row, say, show

TIMES_BARE = 3.0
SAMPLES, SMALL_SAMPLES = 150, 30
PEOPLE = 1_000
ADDRESSES = {
    "first page": "/api/oruk/services",
    "page 1,000": "/api/oruk/services?page=1000",
    "words": "/api/oruk/services?search=housing",
    "changed since": "/api/oruk/services?modified_after=2026-06-01",
    "near": "/api/oruk/services?postcode=DH2%201SN&proximity=2000",
}
MAKE = """
    INSERT INTO directory_service (id, partnership_id, provider_id, version, name, description, url, email, status,
        alert, who_for, how_to_use, drop_in, accreditations, assurer_email, modified_at, source_id, digest, asked,
        words)
    SELECT gen_random_uuid(), %(partnership)s, %(provider)s, 1, 'Service ' || n, w, '', '', 'active',
        '', '', '', false, '', '', timestamptz '2026-01-01' + n * interval '9 minutes', '', '', '',
        to_tsvector('english', w)
    FROM (SELECT n, CASE n %% 50 WHEN 0 THEN 'Housing advice and a bed' ELSE 'Help with work and money' END AS w
        FROM generate_series(1, %(number)s) n) made
"""
PLACES = """
    INSERT INTO directory_location (id, partnership_id, kind, name, description, address_1, city, county, postcode,
        country, easting, northing, source_id)
    SELECT id, partnership_id, 'physical', '', '', '', '', '', '', 'GB', 400000 + (random() * 60000)::int,
        530000 + (random() * 60000)::int, '' FROM directory_service WHERE provider_id = %(provider)s
"""
CLEAR = (
    "DELETE FROM directory_serviceatlocation USING directory_service s, directory_provider p"
    " WHERE service_id = s.id AND s.provider_id = p.id AND p.name LIKE 'Bench %'",
    "DELETE FROM directory_location l USING directory_service s, directory_provider p"
    " WHERE l.id = s.id AND s.provider_id = p.id AND p.name LIKE 'Bench %'",
    "DELETE FROM directory_service s USING directory_provider p"
    " WHERE s.provider_id = p.id AND p.name LIKE 'Bench %'",
    "DELETE FROM directory_provider WHERE name LIKE 'Bench %'",
)
PROVIDER = """
    INSERT INTO directory_provider (id, partnership_id, name, description, email, website, source_id)
    SELECT gen_random_uuid(), partnership_id, %s, '', '', '', '' FROM people_youngperson
    GROUP BY partnership_id ORDER BY count(*) DESC LIMIT 1 RETURNING id, partnership_id
"""
AT = """
    INSERT INTO directory_serviceatlocation (id, partnership_id, service_id, location_id)
    SELECT gen_random_uuid(), partnership_id, id, id FROM directory_service WHERE provider_id = %(provider)s
"""


def main() -> None:
    """Run the benchmark, or, in a process of its own, measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--small", action="store_true", help="a quick look: 5,000 services")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--services", type=int, default=None)
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    number = options.services or (5_000 if options.small else 50_000)
    samples = SMALL_SAMPLES if options.small else SAMPLES
    if options.measure:
        print(json.dumps(_measure(samples)))
        return
    with filled.server() as urls:
        env = filled.database(urls, PEOPLE, fresh=False)
        filled.static_files(env)
        with psycopg.connect(env["DATABASE_OWNER_URL"], autocommit=True) as line:
            _fill(line, number)
        say(f"Measuring with {number:,} services")
        more = ["--small"] if options.small else []
        found: dict[str, float] = filled.apart("bench.directory", env, "--services", str(number), *more)
    bare = found.pop("bare page")
    rows: list[Row] = [row(f"{name}, {number:,}: p50 ms", ms, bare, TIMES_BARE) for name, ms in found.items()]
    show("directory", rows, as_json=options.json, about=machine())


def _measure(samples: int) -> dict[str, float]:
    import django

    django.setup()
    from django.test.utils import override_settings

    with override_settings(ROOT_URLCONF="bench.bare"):
        return _timed(samples)


def _timed(samples: int) -> dict[str, float]:
    """The middle of each address's times, in turn with the bare page's, in milliseconds."""
    from django.test import Client

    from bench.asking import readers
    from bench.timing import _client

    reader = readers(1)[0]
    asked = {"bare page": (_client(reader), "/bench/bare/")}
    asked |= {name: (Client(), address) for name, address in ADDRESSES.items()}
    took: dict[str, list[float]] = {name: [] for name in asked}
    for sample in range(samples + 10):
        for name, (client, address) in asked.items():
            begun = perf_counter()
            answer = client.get(address)
            assert answer.status_code == 200, (name, answer.status_code)
            if sample >= 10:
                took[name].append((perf_counter() - begun) * 1000)
    return {name: sorted(times)[len(times) // 2] for name, times in took.items()}


def _fill(line: psycopg.Connection[Any], number: int) -> None:
    """Add so many services to the largest partnership, once, and let PostgreSQL look at them."""
    named = f"Bench {number}"
    if line.execute("SELECT FROM directory_provider WHERE name = %s", [named]).fetchone():
        return
    say(f"Adding {number:,} services (kept for next time)")
    with line.transaction():
        for statement in CLEAR:
            line.execute(statement)
        made = line.execute(PROVIDER, [named]).fetchone()
        assert made is not None
        told = {"provider": made[0], "partnership": made[1], "number": number}
        for statement in (MAKE, PLACES, AT):
            line.execute(statement, told)  # type: ignore[arg-type]
    line.execute("VACUUM ANALYZE directory_service, directory_location, directory_serviceatlocation")


if __name__ == "__main__":
    main()
