"""Invented people into the database by COPY: thousands a second, in constant memory, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection, transaction
from psycopg import sql

from config.demo import bulk, oversight, places, standings
from config.demo.acting import write_acting
from config.demo.agreements import write_agreements
from config.demo.appointments import write_appointments
from config.demo.covering import write_covers
from config.demo.directory import write_directory
from config.demo.making import bundles
from config.demo.papers import write_papers
from config.demo.people import Population
from config.demo.post_room import write_post_room
from config.demo.referrals import write_referrals
from config.demo.restricted import write_restricted
from config.demo.returns import write_returns
from config.demo.reviewing import put_off_and_end
from config.demo.rows import TABLES, Keys
from config.demo.safeguarding import write_safety
from config.demo.sharing import write_sharing
from config.demo.staffing import admit_young_people, make_staff
from config.demo.tracing import write_tracing
from connexions.ground.base.protection import tenanted_models
from connexions.practice.casework.models import AssessmentForm
from connexions.registers.accounts.models import Membership
from connexions.registers.partners.models import Partnership
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.names import sound_of

BIG = 50_000  # from here on indexes are taken down first
_KEPT = {"audit_auditentry", "audit_change", "audit_seal"}  # the audit outlives what it speaks of

Progress = Callable[[str, int], None]


class AlreadyThere(Exception):
    """The demo partnerships hold young people; how many."""


class NotADemo(Exception):
    """What is in the way cannot be thrown away: it may be real."""


@dataclass(slots=True)
class Loaded:
    """What a load did."""

    people: int = 0
    rows: dict[str, int] = field(default_factory=dict)


def load(population: Population, *, reset: bool, progress: Progress) -> Loaded:
    """Make everybody, in one transaction. Call it as the owner (``owner.as_owner``)."""
    with transaction.atomic():
        _wait_for_others()
        if reset:
            _forget()
        _stop_if_there()
        places.load()
        shipped = AssessmentForm.objects.filter(partnership=None).exclude(published_at=None)
        form = shipped.order_by("-edition").values_list("pk", flat=True)[0]
        keys = make_staff(population.size, form=form)
        if _no_young_people():
            _truncate()  # tables emptied in this transaction need no log of what is copied into them
        great = population.size >= BIG
        if great:
            standings.rest(list(TABLES))
        taken = bulk.take_down(TABLES) if great else []
        done = _copy(population, keys, progress)
        bulk.put_up(taken, lambda name: progress(f"index {name}", 0))
        if great:
            progress("standings", 0)
            standings.wake(list(TABLES))
        write_papers(population, keys)
        write_acting(population, keys)
        write_appointments(population)
        write_directory(population)
        write_covers(population)
        put_off_and_end(population)
        write_tracing(population)
        write_sharing(population)
        write_post_room(population)
        write_safety(_demo_partnerships(), today=population.today)
        write_agreements(_demo_partnerships(), today=population.today)
        write_referrals(population)
        oversight.write_oversight(_demo_partnerships(), seed=population.seed, today=population.today)
        if not great:
            progress("months sent", 0)
            write_returns(population, _demo_partnerships())
        write_restricted(population)
    _analyse(population.size, progress)
    return done


def _wait_for_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('connexions demo'))")


def _demo_partnerships() -> list[int]:
    from config.demo.words import staff

    slugs = [each["key"] for each in staff()["partnerships"]]
    return list(Partnership.objects.filter(slug__in=slugs).values_list("id", flat=True))


def _stop_if_there() -> None:
    count = YoungPerson.objects.filter(partnership__in=_demo_partnerships()).count()
    if count:
        raise AlreadyThere(count)


def _no_young_people() -> bool:
    return not YoungPerson.objects.exists()


def _tables_about_people() -> list[str]:
    return [m._meta.db_table for m in tenanted_models() if m._meta.db_table not in _KEPT]


def _truncate() -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, _tables_about_people()))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("TRUNCATE {}").format(names))


def _forget() -> None:
    """Throw away everybody in the demo partnerships, if they are the demo's: real staff have addresses."""
    ids = _demo_partnerships()
    real = Membership.objects.filter(partnership__in=ids).exclude(user__email__endswith="example.org")
    if real.exclude(user__email=None).exists():
        raise NotADemo(
            "Somebody who is not invented works at a partnership of this name; nothing was changed."
        )
    if not YoungPerson.objects.exclude(partnership__in=ids).exists():
        _truncate()
        return
    with connection.cursor() as cursor:
        for table in _tables_about_people():
            name = sql.Identifier(table)
            cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
            cursor.execute(sql.SQL("DELETE FROM {} WHERE partnership_id = ANY(%s)").format(name), [ids])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the tables could not be altered again
        for table in _tables_about_people():
            cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(table)))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _copy(population: Population, keys: Keys, progress: Progress) -> Loaded:
    done = Loaded(rows=dict.fromkeys(TABLES, 0))
    words: dict[int, set[str]] = {}
    for made in bundles(population, keys):
        with connection.cursor() as cursor:
            for table, columns in TABLES.items():
                _copy_table(cursor, table, columns, made.data[table], done)
        for partnership, found in made.words.items():
            words.setdefault(partnership, set()).update(found)
        admit_young_people(made.stories, keys.partnerships, on=population.today)
        done.people += made.people
        progress("people", made.people)
    _tokens(words, done)
    return done


def _copy_table(cursor: bulk.Cursor, table: str, columns: str, data: bytes, done: Loaded) -> None:
    if not data:
        return
    names = sql.SQL(", ").join(map(sql.Identifier, columns.split()))
    with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)) as copy:
        copy.write(data)
    done.rows[table] += data.count(b"\n")


def _tokens(words: dict[int, set[str]], done: Loaded) -> None:
    """The words of names at each partnership, with what they sound like."""
    lines = [f"{p}\t{word}\t{sound_of(word)}" for p, found in words.items() for word in sorted(found)]
    with connection.cursor() as cursor:
        columns = sql.SQL("COPY people_nametoken (partnership_id, word, sound) FROM STDIN")
        with cursor.copy(columns) as copy:
            copy.write(("\n".join(lines) + "\n").encode())
    done.rows["people_nametoken"] = len(lines)


def _analyse(size: int, progress: Progress) -> None:
    """Let the planner know what there is now, small tables too: PostgreSQL looks at those by itself too late.
    After a great load, mark pages as visible to all as well."""
    words = "VACUUM (ANALYZE)" if size >= BIG else "ANALYZE"
    with connection.cursor() as cursor:
        for table in sorted(model._meta.db_table for model in apps.get_models() if model._meta.managed):
            progress(f"analyse {table}", 0)
            cursor.execute(sql.SQL(words + " {}").format(sql.Identifier(table)))
