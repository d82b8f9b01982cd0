"""clamd is asked by its own protocol; what cannot be asked is said, and never taken for clean."""

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from connexions.ground.base import antivirus
from tests.ground.base.clamd_standin import EICAR, STREAM_MAX, Clamd, standing


@pytest.fixture
def clamd(settings: Any) -> Iterator[Clamd]:
    with standing() as found:
        settings.CLAMD = found.where
        yield found


@pytest.mark.parametrize("parts", [[], [b""], [b"hello"], [b"x" * 200_000, b"y"]])
def test_what_holds_no_virus_is_clean(clamd: Clamd, parts: list[bytes]) -> None:
    assert antivirus.scan(parts).is_clean
    assert clamd.scanned == 1


@pytest.mark.parametrize("cut", range(0, len(EICAR) + 1, 17))
def test_a_virus_is_found_wherever_it_is_cut(clamd: Clamd, cut: int) -> None:
    verdict = antivirus.scan([b"before", EICAR[:cut], EICAR[cut:]])
    assert (verdict.is_clean, verdict.found) == (False, "Eicar-Signature")


def test_what_is_larger_than_is_checked_is_said(clamd: Clamd, settings: Any) -> None:
    with pytest.raises(antivirus.TooBig):
        antivirus.scan([b"x" * (STREAM_MAX + 1)])
    settings.CLAMD_LIMIT = 2**20
    with pytest.raises(antivirus.TooBig, match="larger than 1 MB"):
        antivirus.scan([b"x" * (2**20 + 1)])


@pytest.mark.parametrize("says", [b"stream: Something odd ERROR\0", b"what?\0", b""])
def test_an_odd_answer_is_never_taken_for_clean(clamd: Clamd, says: bytes) -> None:
    clamd.says, clamd.silent = says, not says
    with pytest.raises(antivirus.CannotScan):
        antivirus.scan([b"hello"])
    assert antivirus.standing() != "in order"


def test_a_clamd_that_is_away_is_said(settings: Any) -> None:
    settings.CLAMD = "127.0.0.1:1"
    with pytest.raises(antivirus.CannotScan, match="does not answer"):
        antivirus.scan([b"hello"])
    assert antivirus.standing() == "away: uploads wait until it is back"


def test_a_clamd_that_hangs_is_given_up(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(antivirus, "ANSWER_WITHIN", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        settings.CLAMD = f"127.0.0.1:{hanging.getsockname()[1]}"
        with pytest.raises(antivirus.CannotScan):
            antivirus.scan([b"hello"])


def test_a_socket_in_the_file_system_does_too(settings: Any, tmp_path: Path) -> None:
    settings.CLAMD = str(tmp_path / "clamd.ctl")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(settings.CLAMD)
        listening.listen()

        def answer() -> None:
            line, _ = listening.accept()
            with line:
                line.recv(64)
                line.sendall(b"PONG\0")

        thread = Thread(target=answer)
        thread.start()
        assert antivirus.standing() == "in order"
        thread.join()


def test_how_it_stands_is_told(clamd: Clamd, settings: Any) -> None:
    assert antivirus.standing() == "in order"
    settings.CLAMD = ""
    assert antivirus.standing() == antivirus.NOT_SET_UP
