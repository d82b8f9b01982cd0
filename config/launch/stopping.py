"""Being told to stop: Ctrl-C, SIGTERM and SIGHUP all end the same way, once, with everything tidied."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """We were told to stop. Not an Exception, so that nobody takes it for a fault."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn the first of the signals into `Stopped`; the rest are ignored while we tidy."""

    def stop(number: int, _frame: FrameType | None) -> NoReturn:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    before = {each: signal.signal(each, stop) for each in SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def wait_for(process: subprocess.Popen[str]) -> int:
    """Wait for a program; if we are told to stop, so is it."""
    try:
        return process.wait()
    finally:
        end(process)


def end(process: subprocess.Popen[str], *, seconds: float = 8) -> None:
    """End a program that still runs: ask, and after a while insist."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
