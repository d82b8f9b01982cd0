"""Partnerships are kept apart by PostgreSQL: on a raw connection, in the pool, by its catalogue, for every table."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection, connections

from config import database
from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.protection import (
    keys_within_partnership,
    own_or_shipped_tables,
    published_models,
    tenanted_models,
    young_person_column,
)
from connexions.registers.partners.models import Partnership
from connexions.registers.people.models import Sibling, YoungPerson
from tests.factories import make_partnership, make_young_person

# Tables with a partnership or a young person in them that no policy guards, and why that is meant.
SHARED = {
    "accounts_cover",
    "accounts_membership",  # who may sign in where: read before it is known who is acting
    "partners_centre",  # where a partnership can be found is public
    "partners_localauthority",
    "partners_organisation",
    "partners_team",
}


@pytest.fixture
def raw(committed: None) -> Iterator["psycopg.Connection[Any]"]:
    """A connection of the application's that nobody has prepared."""
    wanted = database.from_url(database.url_for(database.APP))
    with psycopg.connect(
        dbname=connection.settings_dict["NAME"],
        user=wanted["USER"],
        password=wanted["PASSWORD"],
        host=wanted["HOST"],
        autocommit=True,
    ) as opened:
        yield opened


def names(raw: "psycopg.Connection[Any]") -> list[str]:
    found = raw.execute("SELECT given_name FROM people_youngperson ORDER BY given_name").fetchall()
    return [name for (name,) in found]


@pytest.fixture
def two(committed: None) -> tuple[Partnership, Partnership]:
    """Two partnerships with one young person each, called Here and There."""
    here, there = make_partnership(), make_partnership()
    make_young_person(partnership=here, given_name="Here")
    make_young_person(partnership=there, given_name="There")
    return here, there


class TestRawConnection:
    """Whatever SQL the application's role sends."""

    def test_it_sees_nothing_until_it_says_for_whom(self, raw: Any, two: Any) -> None:
        assert names(raw) == []

    def test_what_it_said_ends_with_the_transaction(self, raw: Any, two: Any) -> None:
        with raw.transaction():
            raw.execute("SELECT set_config('connexions.partnership', %s, true)", [str(two[0].pk)])
            assert names(raw) == ["Here"]
        assert names(raw) == []  # the setting is empty now, not unset: both show nothing

    @pytest.mark.parametrize("nonsense", ["", " ", "0", "-1", "999999"])
    def test_no_value_opens_everything(self, raw: Any, two: Any, nonsense: str) -> None:
        with raw.transaction():
            raw.execute("SELECT set_config('connexions.partnership', %s, true)", [nonsense])
            if nonsense.strip():
                assert names(raw) == []
            else:
                assert _seen_or_refused(raw) == []

    def test_it_cannot_become_anybody_else(self, raw: Any) -> None:
        for statement in ("SET ROLE connexions_owner", "SET SESSION AUTHORIZATION connexions_owner"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                raw.execute(statement)

    @pytest.mark.parametrize(
        "statement",
        [
            "ALTER TABLE people_youngperson DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE people_youngperson DISABLE TRIGGER keep_updates",
            "DROP POLICY own_partnership ON people_youngperson",
            "CREATE POLICY mine ON people_youngperson USING (true)",
            "TRUNCATE people_youngperson CASCADE",
            "DROP TABLE people_youngperson",
            "ALTER TABLE people_youngperson ADD COLUMN x int",
            "SET session_replication_role = replica",
            "CREATE TABLE public.mine (x int)",
            "CREATE OR REPLACE FUNCTION public.audit_keep_change() RETURNS trigger LANGUAGE plpgsql AS"
            " 'BEGIN RETURN NULL; END'",
            "COPY people_youngperson TO PROGRAM 'cat'",
            "SELECT pg_read_file('/etc/passwd')",
        ],
    )
    def test_it_cannot_loosen_what_binds_it(self, raw: Any, statement: str) -> None:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            raw.execute(statement)

    def test_row_security_cannot_be_switched_off(self, raw: Any, two: Any) -> None:
        raw.execute("SET row_security = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            names(raw)

    def test_copy_joins_and_counts_are_bound_too(self, raw: Any, two: Any) -> None:
        with raw.transaction():
            raw.execute("SELECT set_config('connexions.partnership', %s, true)", [str(two[0].pk)])
            with raw.cursor().copy("COPY (SELECT given_name FROM people_youngperson) TO STDOUT") as copy:
                assert b"".join(copy) == b"Here\n"
            count = raw.execute("SELECT count(*) FROM people_youngperson a, people_youngperson b").fetchone()
            assert count == (1,)


def _seen_or_refused(raw: Any) -> list[str]:
    try:
        with raw.transaction():
            return names(raw)
    except psycopg.errors.InvalidTextRepresentation:
        return []


class TestPool:
    """A connection that goes back to the pool carries nothing over."""

    @pytest.fixture
    def pooled(self, committed: None) -> Iterator[None]:
        """Two connections between all threads, as in service."""
        options = connections["default"].settings_dict["OPTIONS"]
        connection.close()
        options["pool"] = {"min_size": 1, "max_size": 2, "timeout": 20}
        yield
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
        del options["pool"]

    def test_many_threads_of_two_partnerships_on_two_connections(self, two: Any, pooled: None) -> None:
        expected = {two[0].pk: ["Here"], two[1].pk: ["There"], 0: []}
        servers: set[int] = set()
        lock = threading.Lock()

        def ask(number: int) -> tuple[int, list[str], list[str]]:
            partnership = (two[0].pk, two[1].pk, 0)[number % 3]
            try:
                with tenancy.acting(system("tests", partnership=partnership)):
                    inside = list(YoungPerson.objects.values_list("given_name", flat=True))
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_backend_pid()")
                    with lock:
                        servers.add(cursor.fetchone()[0])
                return partnership, inside, list(YoungPerson.objects.values_list("given_name", flat=True))
            finally:
                connection.close()  # back to the pool

        with ThreadPoolExecutor(6) as threads:
            for partnership, inside, after in threads.map(ask, range(90)):
                assert inside == expected[partnership]
                assert after == []
        assert len(servers) <= 2  # they were shared

    def test_a_transaction_that_fails_leaves_nothing_on_its_connection(self, two: Any, pooled: None) -> None:
        for _ in range(4):
            with pytest.raises(ZeroDivisionError), tenancy.acting(system("tests", partnership=two[0].pk)):
                _ = 1 / 0
            connection.close()
            assert YoungPerson.objects.count() == 0
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_setting('connexions.actor_name', true)")
                assert not cursor.fetchone()[0]


@pytest.mark.django_db
class TestCatalogue:
    """What PostgreSQL itself knows, so that a new table cannot be forgotten."""

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def test_every_table_with_a_partnership_or_a_young_person_is_closed(self) -> None:
        open_tables = self.ask("""
            SELECT DISTINCT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
              AND a.attname IN ('partnership_id', 'young_person_id') AND NOT a.attisdropped
              AND NOT (c.relrowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
        """)
        assert {name for (name,) in open_tables} == SHARED

    def test_every_policy_is_about_the_partnership(self) -> None:
        policies = self.ask("""
            SELECT c.relname, coalesce(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE p.polpermissive
        """)
        ours = {model._meta.db_table for model in tenanted_models()} | set(own_or_shipped_tables())
        published = {model._meta.db_table for model in published_models()}
        ours |= published
        assert {table for table, _ in policies} == ours
        for table, words in policies:
            if table in published and words == "true":
                continue  # anybody reads what is published; the rest is for its own partnership
            assert "partnership_id" in words, table
            assert "connexions.partnership" in words, table

    def test_every_key_between_tenanted_rows_names_the_partnership(self) -> None:
        keys = self.ask("""
            SELECT c.conrelid::regclass::text, array_agg(a.attname::text)
            FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
            WHERE c.contype = 'f' GROUP BY c.oid, 1
        """)
        there = {(table, frozenset(columns)) for table, columns in keys}
        for model in tenanted_models():
            wanted = [column for column, _ in keys_within_partnership(model)]
            if young_person_column(model) == "young_person_id" and not model.append_only:
                wanted.append("young_person_id")
            for column in wanted:
                assert (model._meta.db_table, frozenset({"partnership_id", column})) in there, (model, column)

    def test_the_application_owns_nothing_and_may_only_add_to_the_audit(self) -> None:
        rights = self.ask("""
            SELECT table_name, string_agg(privilege_type, ',' ORDER BY privilege_type)
            FROM information_schema.role_table_grants
            WHERE grantee = current_user AND table_name LIKE 'audit%' GROUP BY 1 ORDER BY 1
        """)
        assert rights == [
            ("audit_auditentry", "INSERT,SELECT"),
            ("audit_change", "SELECT"),
            ("audit_seal", "INSERT,SELECT"),
        ]

    def test_functions_that_look_past_the_policies_are_those_we_know(self) -> None:
        found = self.ask("""
            SELECT p.proname, p.proconfig::text FROM pg_proc p
            WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace ORDER BY 1
        """)
        assert [name for name, _ in found] == [
            "audit_keep_change",
            "people_standing",
            "safeguarding_open_to",
            "tracking_national_counts",
        ]
        assert all("search_path=pg_catalog, public, pg_temp" in settings for _, settings in found)

    def test_no_view_shows_what_the_policies_hide(self) -> None:
        assert (
            self.ask(
                "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace"
            )
            == []
        )

    def test_sequences_can_be_drawn_from_and_not_set_back(self) -> None:
        assert (
            self.ask("""
            SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
              AND CASE relkind WHEN 'S' THEN has_sequence_privilege(oid, 'UPDATE') END
        """)
            == []
        )


def test_a_key_cannot_reach_into_another_partnership(committed: None) -> None:
    """A foreign key's own check sees past the policies: without the partnership in it, it would say yes."""
    here, there = make_partnership(), make_partnership()
    mine, theirs = make_young_person(partnership=here), make_young_person(partnership=there)
    with (
        pytest.raises(IntegrityError, match="people_sibling_sibling_id_within"),
        tenancy.acting(system("tests", partnership=here.pk)),
    ):
        Sibling.objects.create(partnership=here, young_person=mine, sibling=theirs)
