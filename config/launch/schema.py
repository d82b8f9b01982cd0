"""Keeping the database's tables as the code expects them."""

import os
from pathlib import Path

from config.launch import prints
from config.launch.manage import environment, quietly
from config.launch.places import ROOT, var
from config.launch.says import CannotGoOn, step


def migrate(urls: dict[str, str]) -> None:
    """Apply migrations and the protection of tables, as the owner."""
    with step("Database tables"):
        quietly("migrate", "--no-input", env=environment(urls, role="owner"))
    prints.keep(_mark(), _code())


def keep(urls: dict[str, str]) -> None:
    """Migrate, unless it is the private database and nothing has changed since last time."""
    if _is_given() or not prints.same(_mark(), _code()):
        migrate(urls)


def ensure(urls: dict[str, str]) -> None:
    """Before an operator's command: the private database is migrated; an operator's own only when asked."""
    if not _is_given():
        keep(urls)
        return
    try:
        quietly("migrate", "--check", env=environment(urls, role="owner"))
    except CannotGoOn:
        raise CannotGoOn(
            "The database's tables are not those of this version: run `bin/connexions migrate` first."
        ) from None


def _is_given() -> bool:
    return bool(os.environ.get("DATABASE_URL"))


def _mark() -> Path:
    return var() / "pg" / "migrated"


def _code() -> str:
    """Tables, their policies and their triggers follow from our code and from what it stands on."""
    ours = [path for floor in ("connexions", "config", "data") for path in (ROOT / floor).rglob("*.*")]
    return prints.of([*ours, ROOT / "requirements" / "run.txt"])
