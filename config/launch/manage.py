"""Running the product's own programs: Django's commands, as the owner or as the application."""

import os
import subprocess
import sys
from typing import TextIO

from config.launch.places import ROOT
from config.launch.says import CannotGoOn
from config.launch.stopping import wait_for


def environment(urls: dict[str, str], *, role: str = "app", **more: str) -> dict[str, str]:
    """What a program of ours is started with."""
    ours = {
        "CONNEXIONS_DATABASE_ROLE": role,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONUNBUFFERED": "1",
    }
    return {**os.environ, **urls, **ours, **more}


def words(*arguments: str) -> list[str]:
    """The words that run a Django command, from any folder."""
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def manage(*arguments: str, env: dict[str, str], stdout: TextIO | None = None) -> int:
    """Run a Django command in the caller's folder and terminal."""
    return wait_for(subprocess.Popen(words(*arguments), env=env, text=True, stdout=stdout))


def quietly(*arguments: str, env: dict[str, str]) -> str:
    """Run a Django command that is expected to work, and return what it said."""
    process = subprocess.Popen(
        words(*arguments), env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT
    )
    assert process.stdout is not None
    with process.stdout:
        said = process.stdout.read()
    if wait_for(process) != 0:
        last = "\n".join(said.splitlines()[-25:])
        raise CannotGoOn(f"{last}\n\nmanage.py {' '.join(arguments)} did not work; its last lines are above.")
    return said
