"""Checks everything: what `bin/test` does when set-up is done. Pytest's closing line comes last."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack

from config.launch import browser
from config.launch.database import database
from config.launch.manage import environment, words
from config.launch.places import ROOT
from config.launch.says import CannotGoOn, say
from config.launch.stopping import Stopped, end, stoppable, wait_for

TOOLS = ROOT / ".venv" / "bin"
CHECKS = {
    "Style (ruff)": [str(TOOLS / "ruff"), "check", "--quiet", "."],
    "Format (ruff)": [str(TOOLS / "ruff"), "format", "--quiet", "--check", "."],
    "Types (mypy)": [str(TOOLS / "mypy"), "--no-error-summary"],
    "Floors (import-linter)": [str(TOOLS / "lint-imports")],
    "Migrations": words("makemigrations", "--check", "--dry-run"),
    "Databases for the tests": [sys.executable, "-m", "tests.databases"],
}
TEST_RUN = "CONNEXIONS_TEST_RUN"  # names the databases that the tests copy

# The whole suite in several processes, in order: journeys, which start a product for each process, come last.
ON_EVERY_CORE = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadgroup", "--no-loadscope-reorder"]


class Check:
    """One check, running: what it says is kept, and shown only when it found something."""

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        self._begun = time.monotonic()
        self._said = tempfile.TemporaryFile("w+", errors="replace")  # noqa: SIM115 closed when it is forgotten
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=env, text=True, stdout=self._said, stderr=subprocess.STDOUT
        )

    def passes(self, what: str) -> bool:
        """Wait for it, and say how it went."""
        say(f"  {what:<34}", end="")
        good = wait_for(self._process) == 0
        self._said.seek(0)
        say(f"{time.monotonic() - self._begun:8.1f} s" if good else f"failed\n\n{self._said.read()}")
        return good

    def end(self) -> None:
        """End it, if it still runs."""
        end(self._process)


def failing(env: dict[str, str]) -> list[str]:
    """Run all checks side by side; the names of those that failed."""
    with ExitStack() as stack:
        running = {what: Check(command, env) for what, command in CHECKS.items()}
        for check in running.values():
            stack.callback(check.end)
        return [what for what, check in running.items() if not check.passes(what)]


def run(arguments: list[str]) -> int:
    with database(throwaway=True) as urls:
        env = environment(urls, CONNEXIONS_TESTING="1", CHROMIUM=browser.found() or "")
        env[TEST_RUN] = secrets.token_hex(4)
        failed = [] if arguments else failing(env)
        tests = [sys.executable, "-m", "pytest", *(arguments or ON_EVERY_CORE)]
        status = wait_for(subprocess.Popen(tests, cwd=ROOT, env=env, text=True))
    if failed:
        say(f"Before the tests these failed, as shown above: {', '.join(failed)}.")
    return status or bool(failed)


def main(given: list[str]) -> int:
    os.environ.pop("CONNEXIONS_DEMO", None)
    try:
        with stoppable():
            return run(given)
    except Stopped as stopped:
        return 128 + stopped.number
    except CannotGoOn as why:
        say(str(why))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
