"""How the commands speak: what they do in one line each, and one sentence when something cannot be done."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class CannotGoOn(Exception):
    """Something outside the product is in the way; the message says what, and what to do about it."""


def say(text: str = "", *, end: str = "\n") -> None:
    """A line for the person at the terminal: on stderr, so that stdout is the command's own answer."""
    with suppress(OSError, ValueError):  # the terminal may have gone
        print(text, end=end, file=sys.stderr, flush=True)


@contextmanager
def step(what: str, *, at_once: bool = True) -> Iterator[None]:
    """A line with the seconds that it took, like those of the set-up; its name first, if `at_once`."""
    begun = time.monotonic()
    name = f"  {what:<34}"
    if at_once:
        say(name, end="")
    said = "" if at_once else name
    try:
        yield
    except BaseException:
        say(f"{said}failed\n")
        raise
    say(f"{said}{time.monotonic() - begun:8.1f} s")
