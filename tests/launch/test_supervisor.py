"""Programs started together end together, whatever happens, and within ten seconds."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.launch.places import ROOT
from config.launch.says import CannotGoOn
from config.launch.supervisor import Supervisor

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True)"
    "; time.sleep(60)",
]


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    made = Supervisor()
    yield made
    made.stop()


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def await_end(pid: int, seconds: float = 5) -> bool:
    until = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive(pid)


def test_a_program_that_dies_is_named(supervisor: Supervisor) -> None:
    supervisor.start("web", SLEEPS, dict(os.environ))
    supervisor.start("worker", [sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ))
    with pytest.raises(CannotGoOn, match=r"worker ended by itself \(exit code 3\)"):
        supervisor.watch()


def test_what_they_say_bears_their_name(supervisor: Supervisor, capfd: pytest.CaptureFixture[str]) -> None:
    supervisor.start("web", [sys.executable, "-c", "print('Doors open')"], dict(os.environ))
    with pytest.raises(CannotGoOn):
        supervisor.watch()
    supervisor.stop()
    assert "   web | Doors open" in capfd.readouterr().out


def test_one_that_will_not_stop_is_ended_within_ten_seconds(
    supervisor: Supervisor, capfd: pytest.CaptureFixture[str]
) -> None:
    supervisor.start("web", STUBBORN, dict(os.environ))
    said = ""
    while "up" not in said:
        time.sleep(0.05)
        said += capfd.readouterr().out
    begun = time.monotonic()
    supervisor.stop()
    assert time.monotonic() - begun < 10
    with pytest.raises(CannotGoOn, match="signal 9"):
        supervisor.check()


def test_children_end_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    child = f"import os, time; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    script = (
        "import os, sys; from config.launch.supervisor import Supervisor; s = Supervisor(); "
        f"s.start('web', [sys.executable, '-c', {child!r}], dict(os.environ)); s.watch()"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT) as parent:
        until = time.monotonic() + 20
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            assert time.monotonic() < until
            time.sleep(0.05)
        number = int((tmp_path / "pid").read_text())
        assert alive(number)
        parent.send_signal(signal.SIGKILL)
    assert await_end(number)
