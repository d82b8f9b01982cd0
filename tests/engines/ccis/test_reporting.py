"""Reports: the same findings as rows, as objects and as sentences."""

from __future__ import annotations

import csv
import io
import json

from connexions.engines.ccis import Survey
from connexions.engines.ccis.reporting import as_csv, as_json, as_text
from tests.engines.ccis.samples import as_xml, clean

FAULTY = as_xml([clean(1, Gender="?", Ethnicity=None), clean(2), clean(3, CohortStatus="X")])


def survey(data: bytes = FAULTY) -> Survey:
    return Survey(io.BytesIO(data))


def test_a_csv_has_one_row_for_each_fault() -> None:
    rows = list(csv.reader(as_csv(survey())))
    assert rows[0] == ["young_persons_id", "code", "priority", "field", "message"]
    assert [row[:4] for row in rows[1:]] == [
        ["4440000000001", "5", "2", "Gender"],
        ["4440000000001", "6", "2", "Ethnicity"],
        ["4440000000003", "F19", "1", "CohortStatus"],
    ]
    assert rows[1][4] == "Gender “?” is not recognised. Use F, M, U (not known) or W (withheld)."
    assert rows[3][4].startswith("Record 3 has status X")
    assert rows[3][4].endswith("NCCIS rejects the whole file. (line 138)")


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(as_csv(survey(as_xml([clean(1, YoungPersonsID="=1+1"), clean(2, LeadLEA="@x")])))))
    assert rows[1][0] == "'=1+1"
    assert not any(cell.lstrip()[:1] in ("=", "+", "-", "@") for row in rows for cell in row if cell)


def test_json_is_one_array_an_object_a_line() -> None:
    text = "".join(as_json(survey()))
    told = json.loads(text)
    assert [one["code"] for one in told] == ["5", "6", "F19"]
    assert told[0] == {
        "young_persons_id": "4440000000001",
        "code": "5",
        "priority": 2,
        "field": "Gender",
        "message": "Gender “?” is not recognised.",
        "fix": "Use F, M, U (not known) or W (withheld).",
        "record": 1,
        "line": 12,
        "rejects_file": False,
    }
    assert (told[2]["record"], told[2]["rejects_file"]) == (None, True)
    lines = text.splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert [json.loads(line.rstrip(","))["code"] for line in lines[1:-1]] == ["5", "6", "F19"]


def test_json_of_a_sound_file_is_an_empty_array() -> None:
    assert "".join(as_json(survey(as_xml([clean(1)])))) == "[]\n"


def test_json_of_a_file_that_breaks_off_is_whole() -> None:
    assert [
        one["code"] for one in json.loads("".join(as_json(survey(FAULTY.removesuffix(b"</NCCIS>\n")))))
    ] == [
        "5",
        "6",
        "F19",
        "F08",
    ]


def test_text_says_where_what_and_how_and_sums_up() -> None:
    text = "".join(as_text(survey(), "january.xml"))
    assert (
        "line 12, 4440000000001: 5 Gender, priority 2\n    Gender “?” is not recognised.\n    Use F, M"
        in text
    )
    assert "3 records to 31 January 2026, by the requirement of 2025-26: 3 faults" in text
    assert "\n       1  6     2 should be fixed  There is no ethnicity.\n" in text
    assert "NCCIS would reject the whole file for F19." in text


def test_text_of_a_sound_file_says_so() -> None:
    text = "".join(as_text(survey(as_xml([clean(1)])), "january.xml"))
    assert text == "january.xml\n\n1 record to 31 January 2026, by the requirement of 2025-26: no fault\n"


def test_text_of_a_file_that_cannot_be_read_or_judged() -> None:
    assert "read no further" in "".join(as_text(survey(FAULTY.removesuffix(b"</NCCIS>\n")), "x"))
    undated = FAULTY.replace(b"2026-01-31", b"?").replace(b"2026-02-03", b"?")
    assert "not checked: without a PeriodEnd or DateOfSend" in "".join(as_text(survey(undated), "x"))


def test_a_terminal_is_given_no_commands() -> None:
    data = as_xml([clean(1, Gender="\x9b31m\nX", YoungPersonsID="4440000000001\u202e")])
    text = "".join(as_text(survey(data), "a\x1b[2Jb.xml"))
    assert all(sign.isprintable() or sign == "\n" for sign in text)
