"""Invented people, where there is nobody yet."""

import os
import sys
from pathlib import Path

import psycopg

from config.launch import postgres
from config.launch.manage import manage
from config.launch.says import CannotGoOn, say

PEOPLE = 5000


def ensure(urls: dict[str, str], env: dict[str, str], *, people: int = PEOPLE) -> None:
    """Make the demo partnerships and their people, unless there is a partnership already."""
    if not _is_empty(urls):
        return
    say(f"  Demo people ({people:,})")
    if manage("demo", "--people", str(people), env=env, stdout=sys.stderr) != 0:
        raise CannotGoOn(
            "The demo people could not be made; why is said above. bin/dev --reset begins again."
        )


def refuse() -> None:
    """Remember that nobody invented is wanted in the private database."""
    if not os.environ.get("DATABASE_URL"):
        _mark().touch()


def is_wanted() -> bool:
    """Whether the private database, if it is empty, is one to look around in."""
    return not os.environ.get("DATABASE_URL") and not _mark().exists()


def _mark() -> Path:
    return postgres.private().home / "no-demo"


def _is_empty(urls: dict[str, str]) -> bool:
    """Whether there is no partnership yet, but the national unit (0) that migrations make."""
    with psycopg.connect(urls["DATABASE_OWNER_URL"]) as connection:
        return not connection.execute("select 1 from partners_partnership where id <> 0 limit 1").fetchone()
