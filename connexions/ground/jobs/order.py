"""Whether the product is in order: database, migrations, worker, static files."""

from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from connexions.ground.base import antivirus

WORKER_SILENT_AFTER = 45  # seconds
STYLE = "css/ground.css"
_migrated = False


def in_order() -> dict[str, Any]:
    """Each part, and what is wrong with it: ``{"database": "in order", …, "in_order": bool}``."""
    parts = {
        "database": _database(),
        "migrations": "not known",
        "worker": "not known",
        "static_files": _static_files(),
    }
    if parts["database"] == "in order":
        parts["migrations"] = _migrations()
    if parts["migrations"] == "in order":
        parts["worker"] = _worker()
    in_order = all(state == "in order" for state in parts.values())
    # Without it nothing stops: uploads wait, or are not checked. It is told, and takes no service out of order.
    return {**parts, "antivirus": antivirus.standing(), "in_order": in_order}


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "cannot be reached"
    return "in order"


def _migrations() -> str:
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "in order" if _migrated else "not all applied: run bin/connexions migrate"


def _static_files() -> str:
    """The names under which pages ask for their style; without them a page fails."""
    named = getattr(staticfiles_storage, "hashed_files", None)
    built = finders.find(STYLE) is not None if named is None else STYLE in named
    return "in order" if built else "not built: run bin/connexions collectstatic"


def _worker() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers")
        silent = cursor.fetchone()[0]
    if silent is None:
        return "not running"
    return "in order" if silent < WORKER_SILENT_AFTER else f"silent for {int(silent)} seconds"
