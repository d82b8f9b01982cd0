"""What the commands say to somebody who asks for what cannot be."""

import os
import socket
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.management import get_commands

from config.launch import bench, dev, operator
from config.launch.places import ROOT
from config.launch.says import CannotGoOn

COMMANDS = ["bin/dev", "bin/test", "bin/connexions", "bin/bench", "bin/lock", ".ci/run"]


@pytest.mark.parametrize("command", [*COMMANDS, "bin/_setup", "bin/_browser"])
def test_scripts_are_sound(command: str) -> None:
    subprocess.run(["bash", "-n", str(ROOT / command)], check=True)
    assert os.access(ROOT / command, os.X_OK) == (command in COMMANDS)


def test_a_taken_port_is_named_and_another_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(number))
        with pytest.raises(CannotGoOn, match=rf"Port {number} is taken: .*PORT=\d+ bin/dev"):
            dev.port()


@pytest.mark.parametrize("given", ["eighty", "0", "65536", "-1", "80.0"])
def test_a_port_that_is_none_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", given)
    with pytest.raises(CannotGoOn, match="give a number from 1 to 65535"):
        dev.port()


@pytest.mark.parametrize("given", ["0", "-5", "many", "1.5"])
def test_a_number_of_people_that_is_none_is_refused(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        dev.arguments(["--people", given])
    assert ended.value.code == 2
    assert "is not a number of people" in capsys.readouterr().err


def test_only_the_private_database_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://connexions_app@db.example/connexions")
    with pytest.raises(CannotGoOn, match="private database only"):
        dev.reset()


def test_the_operator_is_told_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert operator.main([]) == 0
    said = capsys.readouterr().out
    for name, task in operator.TASKS.items():
        assert f"{name} " in said
        assert task.sentence in said


def test_the_operator_asking_for_something_else_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert operator.main(["exports"]) == 2
    assert "has no command 'exports'" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(operator.TASKS))
def test_behind_every_task_stands_a_command(name: str) -> None:
    task = operator.TASKS[name]
    assert find_spec(task.program) if task.program else task.runs(name) in get_commands()


def test_a_group_of_tasks_is_told_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert operator.main(["return"]) == 0
    said = capsys.readouterr().out
    assert "return check" in said
    assert "import-ccis" not in said
    assert operator.main(["return", "sell"]) == 2
    assert "has no command 'return sell'" in capsys.readouterr().err


def test_what_follows_a_task_of_a_group_is_its_own() -> None:
    given = ["return", "check", "return_check.xml", "--format", "csv"]
    assert operator.chosen(given) == ("return check", given[2:])
    assert operator.chosen(["import_ccis", "a_b.xml"]) == ("import-ccis", ["a_b.xml"])


def test_a_benchmark_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["nothing"]) == 2
    assert "has no benchmark 'nothing'" in capsys.readouterr().err


def test_the_launcher_stands_without_django(tmp_path: Path) -> None:
    modules = [path.stem for path in (ROOT / "config" / "launch").glob("[a-z]*.py")]
    script = "import sys; " + "; ".join(f"import config.launch.{name}" for name in modules)
    script += "; sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=env, check=False).returncode == 0
