"""What PostgreSQL is told after every migration, so that no new table is ever left open.

Idempotent and complete: grants to the application's role, row-level security on every ``Tenanted`` table,
composite foreign keys that tie a row to others *of the same partnership* alone, and the trigger that keeps
the history of every changed field. Nobody has to remember any of it when adding a model.
"""

from typing import Any

from django.apps import apps
from django.db import connection, models
from psycopg import sql

from config import database
from connexions.ground.base import tenancy
from connexions.ground.base.models import OwnOrShipped, Published, Shared, Tenanted
from connexions.ground.base.sealing import SealedBytesField

PARTNERSHIP = "nullif(current_setting('connexions.partnership', true), '')::int"
# True unless a partner organisation's worker acts. PostgreSQL asks it for every row; as a question of its own it would
# be asked once, but planned with each statement, and pages gained nothing by it.
NO_ORGANISATION = "nullif(current_setting('connexions.organisation', true), '') IS NULL"
# Written by the history trigger in the owner's name: the application cannot even add to it.
HISTORY = "audit_change"
BEYOND_POLICIES = (
    "tracking_national_counts(integer)",
    "safeguarding_open_to(uuid, boolean)",
    "people_standing(integer, uuid, uuid, boolean, timestamptz)",
)
# The young people whose records are closed to whoever acts: worked out once for a statement, not for every row.
CLOSED = f"((SELECT coalesce(nullif(current_setting('{tenancy.CLOSED}', true), ''), '{{{{}}}}'))::uuid[])"


def after_migrate(*, app_config: Any, using: str, **_: Any) -> None:
    """Protect every table, once the last app has migrated."""
    last = list(apps.get_app_configs())[-1]
    if app_config.label == last.label and HISTORY in connection.introspection.table_names():
        protect_all()


def tenanted_models() -> list[type[Tenanted]]:
    """Every model whose rows belong to a partnership."""
    return [model for model in apps.get_models() if issubclass(model, Tenanted)]


def protect_all() -> None:
    """Bring grants, policies, keys and triggers in line with the models. Needs the owner's role."""
    with connection.cursor() as cursor:
        _grant(cursor)
        for model in tenanted_models():
            _separate(cursor, model)
            _keep_from_organisations(cursor, model)
            _close_with_person(cursor, model)
            _tie_to_young_person(cursor, model)
            _tie_within_partnership(cursor, model)
            _keep_history(cursor, model)
        for table in own_or_shipped_tables():
            _separate_own_from_others(cursor, table)
        for published in published_models():
            _separate_own_from_others(cursor, published._meta.db_table, read="true")
            _keep_history(cursor, published)


def own_or_shipped_tables() -> list[str]:
    """Every table of which a partnership reads what ships and what is its own, and writes its own alone."""
    return sorted(one._meta.db_table for one in apps.get_models() if issubclass(one, OwnOrShipped))


def published_models() -> list[type[Published]]:
    """Every model whose rows anybody reads and one partnership writes."""
    return [model for model in apps.get_models() if issubclass(model, Published)]


def _separate_own_from_others(cursor: Any, table: str, read: str = "") -> None:
    own = f"partnership_id = {PARTNERSHIP}"
    policies = {
        "own_or_shipped": f"FOR SELECT USING ({read or f'partnership_id IS NULL OR {own}'})",
        "own_added": f"FOR INSERT WITH CHECK ({own})",
        "own_changed": f"FOR UPDATE USING ({own}) WITH CHECK ({own})",
        "own_removed": f"FOR DELETE USING ({own})",
    }
    _run(cursor, "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", table=table)
    for name, rule in policies.items():
        _run(cursor, "DROP POLICY IF EXISTS {name} ON {table}", name=name, table=table)
        _run(cursor, f"CREATE POLICY {{name}} ON {{table}} {rule}", name=name, table=table)


def _run(cursor: Any, statement: str, **names: str) -> None:
    cursor.execute(sql.SQL(statement).format(**{k: sql.Identifier(v) for k, v in names.items()}))


def _grant(cursor: Any) -> None:
    role = database.app_role()
    cursor.execute("SELECT current_user")
    if cursor.fetchone()[0] == role:
        return
    _run(cursor, "GRANT USAGE ON SCHEMA public TO {role}", role=role)
    _run(cursor, "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}", role=role)
    _run(cursor, "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}", role=role)
    _run(cursor, "REVOKE ALL ON django_migrations FROM {role}", role=role)
    _run(cursor, "GRANT SELECT ON django_migrations TO {role}", role=role)
    for table in sorted(m._meta.db_table for m in tenanted_models() if m.append_only):
        _run(cursor, "REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}", table=table, role=role)
    _let_be_sealed_anew(cursor, role)
    _run(cursor, "REVOKE INSERT ON {table} FROM {role}", table=HISTORY, role=role)
    # Functions that look past the policies: nobody may call them but the application.
    for name in BEYOND_POLICIES:
        cursor.execute("SELECT 1 FROM pg_proc WHERE oid = to_regprocedure(%s)", [name])
        if cursor.fetchone():
            cursor.execute(
                sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(sql.SQL(name), sql.Identifier(role))
            )


def _let_be_sealed_anew(cursor: Any, role: str) -> None:
    """What is written for good stays as it is; a key may change all the same. The sealed columns alone, and by the
    system alone (its policy): see ``sealed_anew``."""
    for model in tenanted_models():
        columns = sealed_columns(model) if model.append_only else []
        for column in columns:
            table = model._meta.db_table
            _run(
                cursor, "GRANT UPDATE ({column}) ON {table} TO {role}", column=column, table=table, role=role
            )


def _separate(cursor: Any, model: type[Tenanted]) -> None:
    table = model._meta.db_table
    _run(cursor, "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", table=table)
    _run(cursor, "DROP POLICY IF EXISTS own_partnership ON {table}", table=table)
    _run(cursor, "DROP POLICY IF EXISTS anybody_appends ON {table}", table=table)  # its name until 0.1
    _run(cursor, "DROP POLICY IF EXISTS own_appends ON {table}", table=table)
    if model.append_only:
        _run(
            cursor,
            f"CREATE POLICY own_partnership ON {{table}} FOR SELECT USING (partnership_id = {PARTNERSHIP})",
            table=table,
        )
        # Nothing can be slipped into what is sealed already: a row bears the number of its own transaction.
        now = " AND xact = (pg_current_xact_id()::text)::bigint" if "xact" in _columns(model) else ""
        _run(
            cursor,
            "CREATE POLICY own_appends ON {table} FOR INSERT"
            f" WITH CHECK (partnership_id = {PARTNERSHIP}{now})",
            table=table,
        )
        _run(cursor, "DROP POLICY IF EXISTS sealed_anew ON {table}", table=table)
        if sealed_columns(model):
            _run(
                cursor,
                f"CREATE POLICY sealed_anew ON {{table}} FOR UPDATE USING (partnership_id = {PARTNERSHIP}"
                " AND nullif(current_setting('connexions.actor', true), '') IS NULL)",
                table=table,
            )
    else:
        _run(
            cursor,
            f"CREATE POLICY own_partnership ON {{table}} USING (partnership_id = {PARTNERSHIP})"
            f" WITH CHECK (partnership_id = {PARTNERSHIP})",
            table=table,
        )


def _keep_from_organisations(cursor: Any, model: type[models.Model]) -> None:
    """Close a table to the workers of partner organisations, save the rows that its model says are shared.

    Restrictive: it takes away from what the other policies give, and gives nothing itself.
    """
    table, read, written = model._meta.db_table, NO_ORGANISATION, NO_ORGANISATION
    if issubclass(model, Shared):
        # As a question of its own it is answered once, and what follows is never asked for anybody else.
        read = f"(SELECT {NO_ORGANISATION}) OR ({model.shared_by})"
        written = f"(SELECT {NO_ORGANISATION}) OR ({model.written_by})"
    policies = {
        "shared_read": f"FOR SELECT USING ({read})",
        "shared_added": f"FOR INSERT WITH CHECK ({written})",
        "shared_changed": f"FOR UPDATE USING ({written}) WITH CHECK ({written})",
        "shared_removed": f"FOR DELETE USING ({written})",
    }
    for name, rule in policies.items():
        _run(cursor, "DROP POLICY IF EXISTS {name} ON {table}", name=name, table=table)
        cursor.execute(
            sql.SQL("CREATE POLICY {name} ON {table} AS RESTRICTIVE {rule}").format(
                name=sql.Identifier(name), table=sql.Identifier(table), rule=sql.SQL(rule)
            )
        )


def _close_with_person(cursor: Any, model: type[Tenanted]) -> None:
    """What is about a restricted young person is not there for those to whom the record is closed."""
    table = model._meta.db_table
    _run(cursor, "DROP POLICY IF EXISTS not_closed ON {table}", table=table)
    column = young_person_column(model)
    if not column or model.append_only or not model.closes_with_person:
        return
    _run(
        cursor,
        "CREATE POLICY not_closed ON {table} AS RESTRICTIVE FOR SELECT"
        f" USING ({{column}} IS NULL OR {{column}} <> ALL ({CLOSED}))",
        table=table,
        column=column,
    )


def young_person_column(model: type[models.Model]) -> str:
    """The column that names the young person a row is about; empty where it is about none."""
    if model._meta.label == "people.YoungPerson":
        return "id"
    return "young_person_id" if "young_person_id" in _columns(model) else ""


def _columns(model: type[models.Model]) -> set[str]:
    return {field.column or "" for field in model._meta.local_concrete_fields}


def _tie_to_young_person(cursor: Any, model: type[Tenanted]) -> None:
    """A foreign key ignores row-level security; this one cannot reach into another partnership."""
    table, column = model._meta.db_table, young_person_column(model)
    if column != "young_person_id" or model.append_only:
        return
    _tie(cursor, f"{table}_of_young_person", table, column, "people_youngperson")


def keys_within_partnership(model: type[Tenanted]) -> list[tuple[str, str]]:
    """The columns of a model, its young person's apart, that name another tenanted row; and its table."""
    found = []
    for field in model._meta.local_concrete_fields:
        target = field.related_model
        if field.column == "young_person_id" or not isinstance(target, type):
            continue
        if issubclass(target, Tenanted):
            found.append((field.column or "", target._meta.db_table))
    return found


def _tie_within_partnership(cursor: Any, model: type[Tenanted]) -> None:
    """The same for every other key from one tenanted row to another."""
    table = model._meta.db_table
    for column, target in keys_within_partnership(model):
        _be_named_with_partnership(cursor, target)
        _tie(cursor, f"{table}_{column}_within", table, column, target)


def _be_named_with_partnership(cursor: Any, table: str) -> None:
    """Let keys name a row of *table* together with its partnership."""
    if table == "people_youngperson" or _there_is(cursor, f"{table}_of_partnership"):
        return  # the first has a constraint of its own, in its model
    _run(
        cursor,
        "ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE (partnership_id, id)",
        table=table,
        name=f"{table}_of_partnership",
    )


def _tie(cursor: Any, name: str, table: str, column: str, target: str) -> None:
    if _there_is(cursor, name):
        return
    _run(
        cursor,
        "ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (partnership_id, {column})"
        " REFERENCES {target} (partnership_id, id) DEFERRABLE INITIALLY DEFERRED",
        table=table,
        name=name,
        column=column,
        target=target,
    )


def _there_is(cursor: Any, constraint: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = %s", [constraint])
    return cursor.fetchone() is not None


def _keep_history(cursor: Any, model: type[Tenanted | Published]) -> None:
    table = model._meta.db_table
    _run(cursor, "DROP TRIGGER IF EXISTS keep_updates ON {table}", table=table)
    _run(cursor, "DROP TRIGGER IF EXISTS keep_deletes ON {table}", table=table)
    if getattr(model, "append_only", False) or not model.keeps_history:
        return
    arguments = (
        str(model._meta.pk.column),
        young_person_column(model),
        ",".join(sealed_columns(model)),
        ",".join(getattr(model, "closed_when_sealed", ())),
    )
    for name, event, tables in (
        ("keep_updates", "UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
        ("keep_deletes", "DELETE", "OLD TABLE AS old_rows"),
    ):
        cursor.execute(
            sql.SQL(
                f"CREATE TRIGGER {name} AFTER {event} ON {{table}} REFERENCING {tables}"
                " FOR EACH STATEMENT EXECUTE FUNCTION audit_keep_change({arguments})"
            ).format(table=sql.Identifier(table), arguments=sql.SQL(", ").join(map(sql.Literal, arguments)))
        )


def sealed_columns(model: type[models.Model]) -> list[str]:
    """The columns that are sealed, of which no history is kept."""
    fields = model._meta.local_concrete_fields
    return [field.column or "" for field in fields if isinstance(field, SealedBytesField)]
