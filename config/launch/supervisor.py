"""Runs a few programs side by side until one dies or we are told to stop; then none is left."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from config.launch.places import ROOT
from config.launch.says import CannotGoOn

PATIENCE = 6.0  # seconds between asking and insisting; all is over within ten


class Supervisor:
    """Starts programs, passes on what they say with their name before it, and ends them together."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[str]] = {}
        self._readers: list[threading.Thread] = []

    def start(self, name: str, command: list[str], env: dict[str, str]) -> None:
        """Start a program in a session of its own, so that Ctrl-C reaches it through us alone."""
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "config.launch.child", *command],
            cwd=ROOT,
            env={**env, "PYTHONPATH": str(ROOT)},
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._running[name] = process
        reader = threading.Thread(target=self._pass_on, args=(name, process), daemon=True)
        reader.start()
        self._readers.append(reader)

    def check(self) -> None:
        """Raise if one of them is gone."""
        for name, process in self._running.items():
            if process.poll() is not None:
                raise CannotGoOn(
                    f"{name} ended by itself ({_how(process.returncode)}): its last words are above."
                )

    def watch(self, also: Callable[[], None] = lambda: None) -> None:
        """Stay until one of them dies, or what is `also` looked at raises."""
        while True:
            self.check()
            also()
            time.sleep(0.25)

    def stop(self) -> None:
        """End them all: ask, wait, insist; children of theirs too."""
        for process in self._running.values():
            _signal(process, signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        for process in self._running.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, until - time.monotonic()))
        for process in self._running.values():
            _signal(process, signal.SIGKILL)
            process.wait()
        for reader in self._readers:
            reader.join(1)

    def _pass_on(self, name: str, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as said:
            for line in said:
                with suppress(OSError, ValueError):  # a reader of ours that went away must not stop theirs
                    sys.stdout.write(f"{name:>6} | {line}")
                    sys.stdout.flush()


def _signal(process: subprocess.Popen[str], number: signal.Signals) -> None:
    """To the program and all that it started: they share its session."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _how(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {-code}"
