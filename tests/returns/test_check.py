"""`bin/connexions return check`, run as an operator runs it: no database, three formats, three ways to end."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from config import returns
from config.launch.places import ROOT
from tests.engines.ccis import faulty_extract
from tests.engines.ccis.samples import as_xml, clean
from tests.engines.ccis.test_reading import BOMB, GOOD


@pytest.fixture
def nowhere(tmp_path: Path) -> dict[str, str]:
    """An environment in which no database can be reached, and any that were started would be seen."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "DJANGO"))}
    return {
        **env,
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none",
        "CONNEXIONS_VAR": str(tmp_path / "var"),
    }


def run(env: dict[str, str], *arguments: str, given: bytes | None = None) -> tuple[int, str, str]:
    """The status, the answer and what was said beside it."""
    command = [str(ROOT / "bin" / "connexions"), "return", "check", *arguments]
    done = subprocess.run(command, env=env, input=given, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("year", [2019, 2026])
def test_every_fault_is_found_where_it_is_and_nowhere_else(
    tmp_path: Path, nowhere: dict[str, str], year: int
) -> None:
    path = tmp_path / "return check.xml"
    path.write_bytes(as_xml(faulty_extract.records(year), faulty_extract.header_of(year)))
    status, said, beside = run(nowhere, str(path), "--format", "csv")
    assert (status, "cannot" in beside) == (1, False)
    assert said.splitlines()[0] == "young_persons_id,code,priority,field,message"
    found = by_person(csv.DictReader(io.StringIO(said)))
    expected: dict[str, set[str]] = defaultdict(set)
    records = {record.ordinal: record for record in faulty_extract.records(year)}
    for number, ordinal in faulty_extract.planted(year).items():
        ours = {number} | faulty_extract.ALSO.get(number, set())
        expected[records[ordinal].values["YoungPersonsID"]] |= {str(each) for each in ours}
    assert found == expected
    assert not (tmp_path / "var" / "pg").exists()
    assert [
        one.name for one in (tmp_path / "var").iterdir() if "pg" in one.name or "postgres" in one.name
    ] == []


def by_person(rows: Iterable[dict[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        assert row["code"] not in found[row["young_persons_id"]]
        found[row["young_persons_id"]].add(row["code"])
    return found


def test_the_three_formats_find_the_same(tmp_path: Path, nowhere: dict[str, str]) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(as_xml([clean(1, Gender="?"), clean(2, GivenName=None), clean(3, CohortStatus="X")]))
    answers = {form: run(nowhere, str(path), "--format", form) for form in ("csv", "json", "text")}
    assert [status for status, _, _ in answers.values()] == [1, 1, 1]
    rows = [row["code"] for row in csv.DictReader(io.StringIO(answers["csv"][1]))]
    assert rows == [one["code"] for one in json.loads(answers["json"][1])] == ["5", "2", "F19"]
    assert all(f": {code} " in answers["text"][1] for code in rows)


@pytest.fixture
def checked(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Check some bytes within this process: the status, the answer and what was said beside it."""

    def check(data: bytes, *arguments: str) -> tuple[int, str, str]:
        path = tmp_path / "given.xml"
        path.write_bytes(data)
        capsys.readouterr()
        status = returns.main([str(path), "--format", "csv", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    monkeypatch.setattr(sys.stdout, "reconfigure", lambda **_: None, raising=False)
    return check


@pytest.mark.parametrize(("data", "status"), [
    (GOOD, 0),
    (as_xml([]), 0),  # a month in which nobody is returned
    (as_xml([clean(1, Gender="?")]), 0),  # priority 2
    (as_xml([clean(1, GivenName=None)]), 1),
    (as_xml([clean(1, CohortStatus="X")]), 1),
    (GOOD.replace(b"<DatabaseID>444<", b"<DatabaseID>4<"), 1),
    (GOOD.replace(b"</FileHeader>", b"</FileHeader><FileHeader/>"), 1),
    (GOOD.replace(b"</NCCIS>", b""), 2),
    (GOOD.replace(b"Testtown", b"A & B"), 2),
    (gzip.compress(GOOD), 2),
    (BOMB, 2),
    (b"", 2),
])  # fmt: skip
def test_how_it_ends(checked, data: bytes, status: int) -> None:  # type: ignore[no-untyped-def]
    ended, said, beside = checked(data)
    assert ended == status
    assert said.startswith("young_persons_id,code,priority,field,message\r\n")
    assert ("given.xml cannot be read. The file" in beside) == (status == 2)
    assert beside == "" or status == 2


def test_a_break_is_said_with_its_line_and_what_to_do(checked) -> None:  # type: ignore[no-untyped-def]
    _, _, beside = checked(GOOD.replace(b"Testtown", b"A & B"))
    line = GOOD[: GOOD.index(b"Testtown")].count(b"\n") + 1
    assert f"(line {line})" in beside
    assert "&amp;" in beside


def test_records_that_could_not_be_judged_are_mentioned(checked) -> None:  # type: ignore[no-untyped-def]
    status, _, beside = checked(GOOD.replace(b"2026-01-31", b"?").replace(b"2026-02-03", b"?"))
    assert status == 1
    assert "the records were not checked" in beside


def test_the_requirement_may_be_named(checked) -> None:  # type: ignore[no-untyped-def]
    data = as_xml([clean(1, Ethnicity="BBRI")])
    assert ",7," not in checked(data)[1]
    assert ",7," in checked(data, "--spec", "2019-20")[1]


@pytest.mark.parametrize("given", ["2019-21", "19-20", "2019", "2019-2020", "next", "1999-00"])
def test_a_requirement_that_is_none_is_refused(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        returns.main(["x.xml", "--spec", given])
    assert ended.value.code == 2
    assert "is not a year of the requirement, such as 2019-20" in capsys.readouterr().err


def test_what_is_no_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    for name, why in (("missing.xml", "No such file"), (".", "Is a directory")):
        command = [sys.executable, "-P", "-m", "config.returns", name]
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert f"{name} cannot be read: {why}" in done.stderr
        assert "Traceback" not in done.stderr


def test_no_part_of_django_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(GOOD)
    script = (
        "import sys; from config.returns import main; assert main(sys.argv[1:]) == 0; "
        "sys.exit(any(name.split('.')[0] in ('django', 'psycopg') for name in sys.modules))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script, str(path)]
    assert subprocess.run(command, env=env, capture_output=True, check=False).returncode == 0


def test_what_is_piped_in_is_read_and_a_reader_may_leave(tmp_path: Path) -> None:
    data = as_xml(clean(n, Gender="?") for n in range(1, 3000))
    path = tmp_path / "x.xml"
    path.write_bytes(data)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    script = '"$0" -P -m config.returns - --format csv < "$1" | head -2; echo "ended ${PIPESTATUS[0]}"'
    done = subprocess.run(
        ["bash", "-c", script, sys.executable, str(path)],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[1].startswith("4440000000001,5,2,Gender,")
    assert lines[2] == "ended 1"
