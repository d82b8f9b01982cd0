"""Sharing: a partner's list, search and record with the decision applied, beside the same without it.

    bin/bench sharing [--small] [--json] [--people N] [--fresh]          python -m bench.sharing

The floor asks the same of the same people as though nobody decided: no leave is read, no policy about organisations
holds. Five agreements to a person, up to five million, with 200 organisations; added once to a database that is kept
in var/bench.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from typing import Any

import psycopg

from bench import filled
from bench.reporting import Row, machine, row, say, show

PEOPLE, SMALL = 1_340_000, 5_000
ORGANISATIONS, EACH, MOST = 200, 5, 5_000_000
KINDS = ("housing", "health", "youth justice", "college", "police", "social care", "charity", "employer")
GOAL = 2.0
MICROSECONDS = 20.0  # a decision: 50,000 a second
SAMPLES, MANY = 21, 10_000
NAME = "Bench organisation"


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
        with psycopg.connect(env["DATABASE_OWNER_URL"], autocommit=True) as line:
            _agree(line)
        say(f"Measuring with {size:,} people")
        found = _apart(env)
    show("sharing", _rows(size, found), as_json=options.json, about=about)


def _apart(env: dict[str, str]) -> dict[str, Any]:
    told = filled.apart("bench.sharing", env)
    say(f"  {told['leaves']:,} leaves, {told['shared']:,} people shared with the organisation that asks")
    return told


def _rows(size: int, found: dict[str, Any]) -> list[Row]:
    pages = (("list", "list"), ("search", "search by two names"), ("common", "search by one common name"))
    rows = [
        row(f"a partner's {words}, {size:,}: ms", found[key], found[f"{key}_bare"], GOAL)
        for key, words in (*pages, ("record", "record, every group"))
    ]
    return [*rows, row(f"decision in bulk, {MANY:,} people: µs each", found["each"], MICROSECONDS, 1.0)]


# The organisations of the largest partnership, and what its people agreed: to each of five, one in eight of them to a
# kind, ended for one in ten. What is the same each time is drawn by number.
ORGANISED = """
INSERT INTO partners_organisation (partnership_id, name, kind, about, phone, email, website, closed_why)
SELECT %(here)s, %(name)s || ' ' || n, (%(kinds)s::text[])[1 + n %% 8], '', '', '', '', ''
FROM generate_series(1, %(organisations)s) n
ON CONFLICT DO NOTHING
"""
GIVEN = """
CREATE TEMP TABLE given AS
SELECT gen_random_uuid() AS id, y.id AS person, o.id AS organisation, o.kind, (y.n * 7 + e) %% 8 = 0 AS to_kind,
    CASE (y.n + e) %% 3 WHEN 0 THEN ARRAY['who.name', 'reach.phone']
        WHEN 1 THEN ARRAY['who.name', 'who.birth', 'reach.phone', 'reach.address', 'situation.now', 'plan.goals']
        ELSE ARRAY['who.name', 'who.birth', 'who.language', 'reach.phone', 'reach.email', 'reach.address',
            'family.carers', 'situation.now', 'learning.school', 'plan.goals', 'plan.steps', 'work.adviser']
    END AS groups,
    now() - make_interval(secs => 3600 + (y.n * 31 + e * 977) %% 20000000) AS from_at,
    (y.n + e) %% 10 = 0 AS ended
FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM people_youngperson WHERE partnership_id = %(here)s
      ORDER BY id LIMIT %(people)s) y
CROSS JOIN generate_series(1, %(each)s) e
JOIN (SELECT id, kind, row_number() OVER (ORDER BY id) - 1 AS place FROM partners_organisation
      WHERE partnership_id = %(here)s AND name LIKE %(like)s) o ON o.place = (y.n * 13 + e * 41) %% %(organisations)s
"""
CONSENTS = """
INSERT INTO sharing_consent (id, partnership_id, young_person_id, giving, organisation_id, organisation_kind, groups,
    purpose, from_at, until_at, how, given_by, under_16, competence_why, recorded_at, withdrawn_by_them, withdrawn_why)
SELECT id, %(here)s, person, id, CASE WHEN to_kind THEN NULL ELSE organisation END,
    CASE WHEN to_kind THEN kind ELSE '' END, groups, 'support', from_at, {until}, 'spoken', 'young_person', false, '',
    from_at, false, '' FROM given
"""
LEAVES = """
INSERT INTO people_leave (id, partnership_id, young_person_id, organisation_id, organisation_kind, groups, purpose,
    from_at, until_at, ground, under)
SELECT gen_random_uuid(), %(here)s, person, CASE WHEN to_kind THEN NULL ELSE organisation END,
    CASE WHEN to_kind THEN kind ELSE '' END, groups, 'support', from_at, {until}, 'consent', id FROM given
"""
UNTIL = "CASE WHEN ended THEN from_at + interval '30 minutes' ELSE now() + interval '300 days' END"


def _agree(line: psycopg.Connection[Any]) -> None:
    """Add organisations and agreements, once, to the largest partnership."""
    if _asked(line, "SELECT count(*) FROM partners_organisation WHERE name LIKE %s", f"{NAME} %"):
        return
    largest = "SELECT partnership_id FROM people_youngperson GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    told = {
        "here": _asked(line, largest),
        "name": NAME,
        "like": f"{NAME} %",
        "kinds": list(KINDS),
        "organisations": ORGANISATIONS,
        "each": EACH,
        "people": MOST // EACH,
    }
    say("Adding organisations and what was agreed (kept for next time)")
    with line.transaction():
        for statement in (ORGANISED, GIVEN, CONSENTS, LEAVES):
            line.execute(statement.replace("{until}", UNTIL), told)  # type: ignore[arg-type]
    for table in ("people_leave", "sharing_consent", "partners_organisation"):
        line.execute(f"VACUUM ANALYZE {table}")  # type: ignore[arg-type]


def _asked(line: psycopg.Connection[Any], statement: str, *values: Any) -> Any:
    found = line.execute(statement, values or None)  # type: ignore[arg-type]
    answer = found.fetchone()
    return answer[0] if answer else None


def _measure() -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connection

    from connexions.ground.base import tenancy
    from connexions.ground.base.acting import Actor, Role, system
    from connexions.ground.base.ids import new_id
    from connexions.registers.partners.models import Organisation
    from connexions.registers.people.models import Leave

    organisation = Organisation.objects.filter(name__startswith=NAME).order_by("pk")[7]
    here = organisation.partnership_id
    by = Actor(
        role=Role.PARTNER_WORKER, partnership=here, name="Bench", id=new_id(), organisation=organisation.pk
    )
    nobody = system("Bench", partnership=here)
    with tenancy.acting(nobody):
        leaves = Leave.objects.count()
        many = list(Leave.objects.values_list("young_person_id", flat=True).distinct()[:MANY])
    with tenancy.acting(by):
        shared = Leave.objects.values("young_person_id").distinct().count()
    asked = _asking(by, nobody)
    timed = _in_turn(asked)
    begun = time.perf_counter()
    with tenancy.acting(by, read_only=True):
        _decide(many, by)
    first = time.perf_counter() - begun
    begun = time.perf_counter()
    with tenancy.acting(by, read_only=True):
        _decide(many, by)
    each = min(first, time.perf_counter() - begun) / len(many) * 1_000_000
    connection.close()
    return {"leaves": leaves, "shared": shared, "each": each, **timed}


def _decide(many: list[Any], by: Any) -> None:
    from connexions.registers.people import sight

    sight.sights_of(many, by=by)


def _asking(by: Any, nobody: Any) -> dict[str, Callable[[], Any]]:
    """What is timed: each with the decision, and the same without."""
    from connexions.front.portal.queries import people, telling
    from connexions.ground.base import clock, tenancy

    with tenancy.acting(by, read_only=True):
        listed = people.shared(by=by).people
        somebody = max(listed, key=lambda one: len(one.sight.groups))
        groups = somebody.sight.groups
        named = somebody.young_person
    both, common = f"{named.given_name} {named.family_name}", named.family_name
    today = clock.today()

    def acting(who: Any, ask: Callable[[], Any]) -> Callable[[], Any]:
        def asking() -> Any:
            with tenancy.acting(who, read_only=True):
                return ask()

        return asking

    def bare_record() -> None:
        found = telling.Asked(_person(named.pk), nobody, today)
        for group in groups:
            telling.TELLERS[group](found)

    return {
        "list": acting(by, lambda: people.shared(by=by)),
        "list_bare": acting(nobody, lambda: _list_bare(nobody)),
        "search": acting(by, lambda: people.named(both, by=by)),
        "search_bare": acting(nobody, lambda: _search_bare(both, nobody)),
        "common": acting(by, lambda: people.named(common, by=by)),
        "common_bare": acting(nobody, lambda: _search_bare(common, nobody)),
        "record": acting(by, lambda: telling.find(named.pk, by=by, on=today)),
        "record_bare": acting(nobody, bare_record),
    }


def _person(young_person_id: Any) -> Any:
    from connexions.registers.people import sight

    return sight._person.ask(young_person_id)[0]


def _list_bare(nobody: Any) -> None:
    """The first people of the partnership by an index, as many as a page shows."""
    from django.db import connection

    from connexions.front.portal.queries import people

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM people_youngperson WHERE partnership_id = %s"
            " ORDER BY family_name, given_name, id LIMIT %s",
            [nobody.partnership, people.PAGE],
        )
        ids = [one for (one,) in cursor.fetchall()]
    people._people.ask(ids)


def _search_bare(text: str, nobody: Any) -> None:
    """Everybody of the partnership who is called so, as many as a page shows, weighed in the same way."""
    from django.db import connection

    from connexions.front.portal.queries import people
    from connexions.ground.base import clock
    from connexions.registers.people.queries import typed as reading
    from connexions.registers.people.queries.widening import lengthen, terms

    meant = terms(reading.read(text, on=clock.today()).words)
    lengthen(meant, by=nobody)
    asked = [(place, word) for place, one in enumerate(meant) for word in one.fits]
    columns = [[place for place, _ in asked], [word for _, word in asked]]
    with connection.cursor() as cursor:
        statement = people.CALLED.format(shared="true")
        cursor.execute(statement, [*columns, nobody.partnership, len(meant), people.LOOKED_AT])
        ids = [pk for (pk,) in cursor.fetchall()]
    for one in people._people.ask(ids):
        people._is_called(one, meant)


def _in_turn(asked: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """The median milliseconds of each, asked in turn: what else the machine does hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in asked}
    for sample in range(-4, SAMPLES):
        for name, ask in asked.items():
            begun = time.perf_counter()
            ask()
            if sample >= 0:
                taken[name].append((time.perf_counter() - begun) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


if __name__ == "__main__":
    main()
