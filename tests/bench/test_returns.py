"""The benchmark of the return measures a file such as a partnership has: sound, but for the faults put in."""

import io

import pytest

from bench import extracts, returns
from config.launch import bench
from connexions.engines.ccis import Survey, write


def test_its_records_have_no_faults_but_those_put_in() -> None:
    stream = io.BytesIO()
    assert write(stream, extracts.header("391"), extracts.made(2_000, "391")) == 2_000
    stream.seek(0)
    found = [finding.code for finding in Survey(stream)]
    assert set(found) <= {"5", "7", "8", "43", "101", "908"}
    assert 20 < len(found) < 100


def test_what_is_reached_and_missed() -> None:
    part = {"seconds": 1.0, "peak": 30.0}
    small = dict.fromkeys(returns.PARTS, part)
    large = {**small, "check": {"seconds": 4.1, "peak": 31.0}, "build": {"seconds": 2.9, "peak": 40.0}}
    rows = {row.what: row.reached for row in returns._rows({1_000: small, 21_000: large})}
    assert [reached for what, reached in rows.items() if "21,000" in what] == [True, False, False, True, True]


def test_it_starts_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> None:
        raise AssertionError("a database was started")

    monkeypatch.setattr(bench, "database", never)
    assert bench.run("return", ["--help"]) == 0
