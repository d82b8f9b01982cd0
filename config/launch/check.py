"""Checks everything: what `bin/test` does when set-up is done. Pytest's closing line comes last."""

import os
import subprocess
import sys
import time

from config.launch import browser
from config.launch.database import database
from config.launch.manage import environment, words
from config.launch.places import ROOT
from config.launch.says import CannotGoOn, say
from config.launch.stopping import Stopped, stoppable, wait_for

TOOLS = ROOT / ".venv" / "bin"
CHECKS = {
    "Style (ruff)": [str(TOOLS / "ruff"), "check", "--quiet", "."],
    "Format (ruff)": [str(TOOLS / "ruff"), "format", "--quiet", "--check", "."],
    "Types (mypy)": [str(TOOLS / "mypy"), "--no-error-summary"],
    "Floors (import-linter)": [str(TOOLS / "lint-imports")],
    "Migrations": words("makemigrations", "--check", "--dry-run"),
}

# The whole suite in several processes, in order: journeys, which start a product for each process, come last.
ON_EVERY_CORE = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadgroup", "--no-loadscope-reorder"]


def passes(what: str, command: list[str], env: dict[str, str]) -> bool:
    """Run one check; what it found is shown only when it found something."""
    begun = time.monotonic()
    say(f"  {what:<34}", end="")
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=env,
        text=True,
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    with process.stdout:
        said = process.stdout.read()
    good = wait_for(process) == 0
    say(f"{time.monotonic() - begun:8.1f} s" if good else f"failed\n\n{said}")
    return good


def run(arguments: list[str]) -> int:
    with database(throwaway=True) as urls:
        env = environment(urls, CONNEXIONS_TESTING="1", CHROMIUM=browser.found() or "")
        failed = [] if arguments else [what for what, check in CHECKS.items() if not passes(what, check, env)]
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
