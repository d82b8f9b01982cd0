"""What the whole repository keeps."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import house

SOURCES = [
    one for one in house.tracked() if one.suffix in {".py", ".html", ".js", ".css", ".md", ".toml", ".sh"}
]
PYTHON = [one for one in SOURCES if one.suffix == ".py"]
HOUSE = [one for one in PYTHON if "connexions" in one.parts]
UNTOLD = ("models", "actions", "queries", "rules", "permissions")  # who must be told what day it is
TEMPLATES = [one for one in house.tracked() if one.suffix == ".html"]
TRUSTED = {"totp_svg"}  # a picture that is drawn here, of a secret that is made here
LONGEST = 400
LONGEST_OF_TESTS = 600
DRAWERS = {"core", "common", "utils", "util", "helpers", "helper", "misc", "shared", "lib"}


@pytest.mark.parametrize("path", [one for one in PYTHON if "migrations" not in one.parts], ids=house.short)
def test_no_file_is_too_long_to_read(path: Path) -> None:
    length = len(path.read_text().splitlines())
    most = LONGEST_OF_TESTS if "tests" in path.parts else LONGEST
    assert length <= most, f"{house.short(path)} has {length} lines: split it by noun"


def test_no_drawer_for_odds_and_ends() -> None:
    found = [house.short(one) for one in house.tracked() if DRAWERS & {*one.parts, one.stem}]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=house.short)
def test_templates_hold_no_script_and_no_style(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", text), (
        "inline script"
    )
    assert not re.search(r"<style\b|\sstyle=", text), "inline style"
    assert not re.search(r"\son[a-z]+=\s*[\"']", text), "inline handler"
    assert "javascript:" not in text
    trusted = re.findall(r"(\w+)\s*\|\s*safe\b", text)
    assert set(trusted) <= TRUSTED, "trusts text that may be typed by somebody"


@pytest.mark.parametrize(
    "path", [one for one in SOURCES if "tests/architecture" not in str(one)], ids=house.short
)
def test_no_file_names_a_registry_or_this_machine(path: Path) -> None:
    text = path.read_text()
    for word in ("pypi.org", "pythonhosted", "registry.npmjs", "deb.debian.org", "/work/", "/root/"):
        assert word not in text, f"{house.short(path)} names {word}"


def test_locks_name_no_host() -> None:
    for name in ("requirements/run.txt", "requirements/test.txt"):
        assert "://" not in (house.ROOT / name).read_text()
    assert '"resolved"' not in (house.ROOT / "package-lock.json").read_text()


def test_every_room_says_what_it_is() -> None:
    for room in house.rooms():
        told = ast.get_docstring(house.tree(room / "__init__.py")) or ""
        assert told.split("\n\n")[0].endswith("."), f"{house.short(room)} has no sentence of its own"


def test_the_floors_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=house.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("path", HOUSE, ids=house.short)
def test_the_house_does_not_print(path: Path) -> None:
    """A command says things through its own ``stdout``; everything else goes to the log."""
    called = [node for node in ast.walk(house.tree(path)) if isinstance(node, ast.Call)]
    assert not [one.lineno for one in called if isinstance(one.func, ast.Name) and one.func.id == "print"]


@pytest.mark.parametrize("path", list(house.modules(*UNTOLD)), ids=house.short)
def test_the_clock_is_read_at_the_edge(path: Path) -> None:
    """Rules, models and queries are told what day it is."""
    text = path.read_text()
    assert not re.search(r"timezone\.(now|localdate|localtime)\(\)|date\.today\(\)|datetime\.now\(", text)


# Signs with the real time what a browser or a code generator compares with theirs; it dates no record.
REAL_TIME = {
    "connexions/ground/base/clock.py",
    "connexions/registers/accounts/session_keys.py",
    "connexions/registers/accounts/demo.py",
}


@pytest.mark.parametrize("path", HOUSE, ids=house.short)
def test_the_time_is_read_in_one_place(path: Path) -> None:
    """Else a journey could not move it, and one page could say another day than the next."""
    if house.short(path) in REAL_TIME:
        return
    read = (
        r"timezone\.(now|localdate|localtime)\(\)|date\.today\(\)|datetime\.(now|utcnow)\(|\btime\.time\(\)"
    )
    assert not re.search(read, path.read_text()), "ask base.clock"


@pytest.mark.parametrize("path", list(house.modules("models")), ids=house.short)
def test_a_noun_says_what_one_row_is(path: Path) -> None:
    for node in house.tree(path).body:
        if isinstance(node, ast.ClassDef) and any("models.Model" in ast.unparse(base) for base in node.bases):
            assert ast.get_docstring(node), f"{node.name} does not say what one row is"


@pytest.mark.parametrize("path", list(house.modules("actions")), ids=house.short)
def test_an_action_says_what_it_does(path: Path) -> None:
    silent = [one.name for one in house.public_functions(path) if not ast.get_docstring(one)]
    assert silent == []
