"""Whether a file holds a virus: asked of clamd (ClamAV), where one is set up, by its INSTREAM protocol.

``CONNEXIONS_CLAMD`` names it: ``host:port``, or the path of a socket. Where it is not set, files are not checked, and
``/health`` says so. A file that could not be checked stays shut until it is: ``CannotScan`` says why.
"""

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

CONNECT_WITHIN, ANSWER_WITHIN = 5.0, 120.0  # seconds
PART = 64 * 1024  # bytes sent at once
LONGEST_ANSWER = 4096
NOT_SET_UP = "not set up: files are not checked for viruses"


class CannotScan(Exception):
    """It could not be checked now: clamd is away, busy or broken. Says why."""


class TooBig(CannotScan):
    """It is larger than clamd takes."""


@dataclass(frozen=True)
class Verdict:
    """What clamd says of a file: the name of what it found, or nothing."""

    found: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.found


def is_set_up() -> bool:
    """Whether files are checked here."""
    return bool(settings.CLAMD)


def scan(parts: Iterable[bytes]) -> Verdict:
    """Whether these bytes hold a virus. Raises ``CannotScan``, of which ``TooBig`` is a kind."""
    sent = 0
    try:
        with _connected() as line:
            line.sendall(b"zINSTREAM\0")
            for whole in parts:
                for start in range(0, len(whole), PART):
                    part = whole[start : start + PART]
                    sent += len(part)
                    if sent > settings.CLAMD_LIMIT:
                        raise TooBig(
                            f"larger than {settings.CLAMD_LIMIT // 2**20} MB, which is all that is checked"
                        )
                    line.sendall(struct.pack("!I", len(part)) + part)
            line.sendall(struct.pack("!I", 0))
            return _read(_answer(line))
    except BrokenPipeError:
        raise TooBig("larger than clamd takes (StreamMaxLength)") from None
    except OSError as problem:
        raise CannotScan(f"clamd does not answer: {problem.strerror or problem}") from problem


def standing() -> str:
    """How it stands, for ``/health``: in order, away, or not set up."""
    if not is_set_up():
        return NOT_SET_UP
    try:
        with _connected() as line:
            line.sendall(b"zPING\0")
            return "in order" if _answer(line) == "PONG" else "answers oddly"
    except (OSError, CannotScan):
        return "away: uploads wait until it is back"


def _connected() -> socket.socket:
    where = str(settings.CLAMD)
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT_WITHIN)
        line.connect(where)
    else:
        host, _, port = where.rpartition(":")
        line = socket.create_connection((host.strip("[]") or "127.0.0.1", int(port)), timeout=CONNECT_WITHIN)
    line.settimeout(ANSWER_WITHIN)
    return line


def _answer(line: socket.socket) -> str:
    found = b""
    while not found.endswith(b"\0") and len(found) < LONGEST_ANSWER:
        some = line.recv(LONGEST_ANSWER)
        if not some:
            break
        found += some
    return found.rstrip(b"\0\n").decode(errors="replace")


def _read(answer: str) -> Verdict:
    """``stream: OK``, ``stream: NAME FOUND``, or what went wrong."""
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Verdict()
    if said.endswith(" FOUND"):
        return Verdict(found=said.removesuffix(" FOUND")[:120])
    if "size limit exceeded" in said:
        raise TooBig("larger than clamd takes (StreamMaxLength)")
    raise CannotScan(f"clamd answered “{said[:120]}”")
