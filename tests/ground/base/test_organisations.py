"""While an organisation's worker acts, PostgreSQL shows what is shared and nothing else, in every table there is."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from config import database
from connexions.ground.base import clock
from connexions.ground.base.models import Shared
from connexions.ground.base.protection import tenanted_models
from connexions.registers.partners.models import Organisation
from connexions.registers.people.categories import SHAREABLE, Group
from tests.architecture.world import World, make_world
from tests.factories.sharing import make_leave, make_organisation


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


@pytest.fixture
def world(committed: None) -> World:
    return make_world()


def rows_seen(raw: Any, world: World, organisation: Organisation) -> dict[str, int]:
    """How many rows of each table the worker of an organisation reads, with whatever SQL they like."""
    seen = {}
    with raw.transaction():
        settings = {"partnership": world.here.pk, "organisation": organisation.pk}
        for name, value in settings.items():
            raw.execute("SELECT set_config(%s, %s, true)", [f"connexions.{name}", str(value)])
        for model in tenanted_models():
            table = model._meta.db_table
            (seen[table],) = raw.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    return {table: count for table, count in seen.items() if count}


def test_nothing_is_shared_and_nothing_is_read(raw: Any, world: World) -> None:
    northside = make_organisation(partnership=world.here, kind="Plantedkind")
    make_leave(world.young_person, SHAREABLE, organisation=make_organisation(partnership=world.here))
    assert rows_seen(raw, world, northside) == {}


def test_one_group_opens_its_own_rows_and_no_others(raw: Any, world: World) -> None:
    northside = make_organisation(partnership=world.here, kind="housing")
    make_leave(world.young_person, [Group.REACH_PHONE], organisation=northside)
    seen = rows_seen(raw, world, northside)
    assert set(seen) == {"people_leave", "people_youngperson", "people_contactpoint"}
    assert (seen["people_leave"], seen["people_youngperson"]) == (1, 1)


def test_all_groups_open_only_tables_that_say_so(raw: Any, world: World) -> None:
    northside = make_organisation(partnership=world.here, kind="housing")
    make_leave(world.young_person, SHAREABLE, kind="housing")
    may = {model._meta.db_table for model in tenanted_models() if issubclass(model, Shared)}
    seen = rows_seen(raw, world, northside)
    assert set(seen) <= may
    assert seen["people_youngperson"] == 1


def test_what_is_over_is_read_no_more(raw: Any, world: World) -> None:
    northside = make_organisation(partnership=world.here)
    make_leave(world.young_person, SHAREABLE, organisation=northside, until_at=clock.now())
    assert "people_youngperson" not in rows_seen(raw, world, northside)


def test_they_write_nothing_anywhere(raw: Any, world: World) -> None:
    northside = make_organisation(partnership=world.here, kind="housing")
    make_leave(world.young_person, SHAREABLE, organisation=northside)
    changed: dict[str, int] = {}
    with raw.transaction():
        raw.execute("SELECT set_config('connexions.partnership', %s, true)", [str(world.here.pk)])
        raw.execute("SELECT set_config('connexions.organisation', %s, true)", [str(northside.pk)])
        for model in tenanted_models():
            if model.append_only:
                continue  # nobody changes those
            table = model._meta.db_table
            for statement in (
                f'UPDATE "{table}" SET partnership_id = partnership_id',
                f'DELETE FROM "{table}"',
            ):
                count = raw.execute(statement).rowcount
                if count:
                    changed[statement] = count
    assert changed == {}
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        _add_a_word(raw, world, northside)


def _add_a_word(raw: Any, world: World, organisation: Organisation) -> None:
    with raw.transaction():
        raw.execute("SELECT set_config('connexions.partnership', %s, true)", [str(world.here.pk)])
        raw.execute("SELECT set_config('connexions.organisation', %s, true)", [str(organisation.pk)])
        raw.execute(
            "INSERT INTO people_nametoken (partnership_id, word, sound) VALUES (%s, 'x', '')", [world.here.pk]
        )


@pytest.mark.django_db
def test_every_tenanted_table_is_closed_in_all_four_ways() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, string_agg(p.polcmd::text, '' ORDER BY p.polcmd::text) FROM pg_policy p"
            " JOIN pg_class c ON c.oid = p.polrelid WHERE NOT p.polpermissive AND p.polname LIKE 'shared_%%'"
            " GROUP BY 1",
            [],
        )
        closed = dict(cursor.fetchall())
    assert closed == {model._meta.db_table: "adrw" for model in tenanted_models()}
