"""The nouns: keys that obey the floors, migrations that are complete and in line."""

from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from connexions.ground.base.models import Tenanted
from connexions.ground.base.protection import tenanted_models, young_person_column

FLOORS = {"ground": 0, "registers": 1, "trust": 2, "practice": 3, "insight": 4, "front": 4}
OURS = [model for model in apps.get_models() if model.__module__.startswith("connexions.")]
# Rows that no partnership owns: reference data, and who may sign in.
SHARED = {
    "accounts_cover",
    "accounts_membership",
    "partners_centre",
    "partners_localauthority",
    "partners_organisation",
    "partners_team",
}


def floor(module: str) -> int:
    return FLOORS[module.split(".")[1]]


@pytest.mark.parametrize("model", OURS, ids=lambda one: one._meta.label)
def test_keys_lead_downwards(model: type) -> None:
    for field in model._meta.get_fields():  # type: ignore[attr-defined]
        if not (field.is_relation and field.concrete and field.related_model):
            continue
        target = field.related_model.__module__
        if not target.startswith("connexions.") or field.name == "partnership":
            continue
        assert floor(target) <= floor(model.__module__), f"{model._meta.label}.{field.name} leads upwards"  # type: ignore[attr-defined]


def test_whatever_is_about_a_young_person_belongs_to_a_partnership() -> None:
    for model in OURS:
        if young_person_column(model) and model._meta.db_table not in SHARED:
            assert issubclass(model, Tenanted), model._meta.label


@pytest.mark.django_db
def test_every_table_with_a_partnership_is_closed_by_policy() -> None:
    """Asked of PostgreSQL itself, so that a table made by hand is found as well."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
              AND a.attname IN ('partnership_id', 'young_person_id')
              AND NOT (c.relrowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
            """
        )
        assert {name for (name,) in cursor.fetchall()} <= SHARED


@pytest.mark.django_db
def test_every_tenanted_table_keeps_its_history() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'keep_%'")
        kept = Counter(table for table, _ in cursor.fetchall())
    for model in tenanted_models():
        expected = 2 if model.keeps_history and not model.append_only else 0
        assert kept[model._meta.db_table] == expected, model._meta.label


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_are_in_line() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    assert loader.detect_conflicts() == {}
    for (app, name), migration in loader.disk_migrations.items():
        if migration.__module__.startswith("connexions."):
            own = [one for one in migration.dependencies if one[0] == app]
            assert len(own) <= 1, f"{app} {name} stands on {own}"
