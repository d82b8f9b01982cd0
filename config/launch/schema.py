"""Keeping the database's tables as the code expects them."""

import hashlib
from pathlib import Path

from config.launch.manage import environment, quietly
from config.launch.places import ROOT, var
from config.launch.says import CannotGoOn, step


def migrate(urls: dict[str, str]) -> None:
    """Apply migrations and the protection of tables, as the owner."""
    with step("Database tables"):
        quietly("migrate", "--no-input", env=environment(urls, role="owner"))
    _mark().parent.mkdir(parents=True, exist_ok=True)
    _mark().write_text(_fingerprint())


def ensure(urls: dict[str, str], *, ours: bool) -> None:
    """Before a command: migrate the private database if the code changed; never the operator's unasked."""
    if ours:
        if not _mark().exists() or _mark().read_text() != _fingerprint():
            migrate(urls)
        return
    try:
        quietly("migrate", "--check", env=environment(urls, role="owner"))
    except CannotGoOn:
        raise CannotGoOn(
            "The database's tables are not those of this version: run `bin/connexions migrate` first."
        ) from None


def _mark() -> Path:
    return var() / "pg" / "migrated"


def _fingerprint() -> str:
    """Changes whenever code does: tables, their policies and their triggers all follow from it."""
    digest = hashlib.sha256()
    for floor in ("connexions", "config"):
        for path in sorted((ROOT / floor).rglob("*.py")):
            found = path.stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
