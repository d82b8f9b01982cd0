"""Nothing in the repository depends on one machine or one registry host."""

import json
import re
import subprocess

import pytest

from config.launch.places import ROOT

REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_name_no_host_and_no_folder(path: object) -> None:
    text = (ROOT / "requirements" / str(path)).read_text()
    assert not re.findall(r"^.*(?:://|file:|@ |--(?:index|extra|find|trusted)).*$", text, re.MULTILINE)


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_with_its_hash(path: object) -> None:
    text = (ROOT / "requirements" / str(path)).read_text()
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    assert len(entries) > 0
    for entry in entries:
        assert re.match(r"[\w.-]+==[\w.]+( ; .*)? \\\n", entry), entry[:80]
        assert "--hash=sha256:" in entry


def test_the_tests_packages_include_the_products() -> None:
    pins = {
        path.stem: set(re.findall(r"^[\w.-]+==[\w.]+", path.read_text(), re.MULTILINE))
        for path in REQUIREMENTS
    }
    assert pins["run"] < pins["test"]


def test_the_lock_of_npm_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    for name, package in lock["packages"].items():
        assert "resolved" not in package, name
        assert not name or "integrity" in package, name


def test_no_file_names_a_folder_of_the_machine_it_was_written_on() -> None:
    home = r"/(?:root|home/[a-z]+|Users/[a-z]+|work)/(?!\*)[a-z.]"
    found = subprocess.run(
        ["git", "grep", "-nIP", home, "--", ".", ":!tests/launch/test_guards.py"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if found.returncode > 1:
        pytest.skip(f"git cannot list the files here: {found.stderr.strip()}")
    assert found.stdout == ""
