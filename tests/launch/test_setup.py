"""The set-up says what it does and, when it cannot, what to do about it."""

import os
import subprocess
from pathlib import Path

import pytest

from config.launch import browser, prints
from config.launch.places import ROOT


def shell(script: str, var: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a few lines with the set-up's functions at hand."""
    return subprocess.run(
        ["bash", "-euc", f'. "{ROOT}/bin/_setup"; mkdir -p "$VAR/log"; : >"$LOG"; {script}'],
        env={**os.environ, "CONNEXIONS_VAR": str(var), **more},
        capture_output=True,
        text=True,
        check=False,
    )


def program(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_a_step_is_one_line_with_its_seconds(tmp_path: Path) -> None:
    done = shell('step "Style sheets" echo quietly', tmp_path)
    assert done.returncode == 0
    assert done.stdout == ""
    assert done.stderr.startswith("  Style sheets")
    assert done.stderr.rstrip().endswith("s")
    assert (tmp_path / "log/setup.log").read_text() == "quietly\n"


def test_a_step_that_fails_shows_its_last_words_and_the_way_on(tmp_path: Path) -> None:
    done = shell('step "Style sheets" sh -c "echo no such host; exit 4"; echo went on', tmp_path)
    assert done.returncode == 1
    assert "went on" not in done.stdout
    for told in ("failed", "no such host", "Style sheets: that did not work", "run the same command again"):
        assert told in done.stderr
    assert str(tmp_path / "log/setup.log") in done.stderr


def test_a_python_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    old = program(tmp_path / "python3", "exit 1")
    done = shell("find_python", tmp_path / "var", PYTHON=old)
    assert done.returncode == 0
    assert done.stdout.strip() != old


def test_the_python_asked_for_is_used(tmp_path: Path) -> None:
    asked = program(tmp_path / "python", 'case "$2" in *executable*) echo asked;; esac')
    assert shell("find_python", tmp_path / "var", PYTHON=asked).stdout.strip() == "asked"


def test_a_folder_that_cannot_be_written_to_is_said_to_be_one(tmp_path: Path) -> None:
    taken = tmp_path / "var"
    taken.write_text("a file stands where the folder should be")
    done = subprocess.run(
        ["bash", "-euc", f'. "{ROOT}/bin/_setup"; set_up run'],
        env={**os.environ, "CONNEXIONS_VAR": str(taken)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "cannot be written to" in done.stderr


def test_a_relative_folder_means_the_callers(tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-euc", f'. "{ROOT}/bin/_setup"; echo "$CONNEXIONS_VAR"'],
        env={**os.environ, "CONNEXIONS_VAR": "mine"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(tmp_path / "mine")


def test_a_browser_that_does_not_start_is_no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", program(tmp_path / "chromium", "exit 127"))
    assert browser.found() is None


def test_the_browser_named_is_the_one_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = program(tmp_path / "chromium", "echo Chromium 156")
    monkeypatch.setenv("CHROMIUM", named)
    assert browser.found() == named


def test_a_fingerprint_changes_with_any_file(tmp_path: Path) -> None:
    first, second = tmp_path / "a.py", tmp_path / "b.py"
    first.write_text("one")
    before = prints.of(tmp_path.iterdir())
    assert prints.of(tmp_path.iterdir()) == before
    second.write_text("two")
    added = prints.of(tmp_path.iterdir())
    first.write_text("more")
    assert len({before, added, prints.of(tmp_path.iterdir())}) == 3


def test_a_mark_left_is_found_again(tmp_path: Path) -> None:
    mark = tmp_path / "below" / "mark"
    assert not prints.same(mark, "word")
    prints.keep(mark, "word")
    assert prints.same(mark, "word")
    assert not prints.same(mark, "other")
