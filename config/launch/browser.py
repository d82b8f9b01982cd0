"""The browser of the journeys: Chromium, found or fetched.

    python -m config.launch.browser find      prints its path, or ends with 1
    python -m config.launch.browser unpack    fetches Debian's packages and unpacks them into var/chromium
    python -m config.launch.browser fetch     Playwright's own

CHROMIUM=/path/to/chromium names one; tests are given the answer in that variable.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from config.launch.places import ROOT

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
UNPACKED = ROOT / "var" / "chromium"


def found() -> str | None:
    """The path of a browser that starts, if there is one."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if _starts(named) else None
    ours = [str(UNPACKED / "run"), *map(str, _playwrights())]
    for candidate in [*(path for name in NAMES if (path := shutil.which(name))), *ours]:
        if _starts(candidate):
            return candidate
    return None


def _playwrights() -> list[Path]:
    home = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or UNPACKED / "playwright")
    return sorted(home.glob("chromium-*/chrome-linux*/chrome"), reverse=True)


def _starts(path: str) -> bool:
    """Whether it runs at all: a library may be missing, or a stub may stand in its place."""
    if not Path(path).exists():
        return False
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "Chrom" in answer.stdout


def unpack() -> None:
    """Fetch Chromium and the libraries that it lacks here with apt, without root, into folders of our own."""
    state, cache, root = UNPACKED / "state", UNPACKED / "cache", UNPACKED / "root"
    for folder in (state / "lists" / "partial", cache / "archives" / "partial", root):
        folder.mkdir(parents=True, exist_ok=True)
    apt = ["apt-get", "-q", "-y", "-o", f"Dir::State::lists={state / 'lists'}", "-o", f"Dir::Cache={cache}"]
    apt += ["-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User=", "-o", "APT::Install-Recommends=0"]
    subprocess.run([*apt, "update"], check=False)
    subprocess.run([*apt, "install", "--download-only", "chromium", "fonts-dejavu-core"], check=True)
    for package in sorted((cache / "archives").glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", str(package), str(root)], check=True)
    shutil.rmtree(cache)
    shutil.rmtree(state)
    _write_runner(root)


def _write_runner(root: Path) -> None:
    folders = sorted(
        {str(path.parent) for path in root.glob("**/*.so*") if "/chromium" not in str(path.parent)}
    )
    runner = UNPACKED / "run"
    runner.write_text(
        "#!/bin/sh\n"
        f'export LD_LIBRARY_PATH="{":".join(folders)}:$LD_LIBRARY_PATH"\n'
        f'exec "{root}/usr/lib/chromium/chromium" "$@"\n'
    )
    runner.chmod(0o755)


def fetch() -> None:
    """Playwright's own browser, for machines without apt."""
    env = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(UNPACKED / "playwright")}
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], env=env, check=True)


def main(arguments: list[str]) -> int:
    match arguments:
        case ["find"]:
            path = found()
            print(path or "No browser.")
            return 0 if path else 1
        case ["unpack"]:
            unpack()
        case ["fetch"]:
            fetch()
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0 if found() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
