"""Surveys: what stands against a file as a whole is told apart from its records' faults, all of it at once."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from datetime import date

import pytest

from connexions.engines.ccis import Record, Refusal, Survey
from connexions.engines.ccis.specification import file_faults
from tests.engines.ccis.samples import as_xml, clean, header, in_school, uln
from tests.engines.ccis.test_reading import BOMB, EXTERNAL, Endless, peak_of_reading

GOOD = as_xml([clean(1), clean(2)])
HEADER = GOOD[GOOD.index(b"  <FileHeader>") : GOOD.index(b"  <YoungPersonsRecord>")]


def survey(data: bytes, year: int | None = None) -> tuple[Survey, list[tuple[str, int]]]:
    """The survey of a file, and each finding's code with the record that it is of."""
    made = Survey(io.BytesIO(data), year)
    return made, [(one.code, one.record) for one in made]


def codes(data: bytes) -> list[str]:
    return [code for code, _ in survey(data)[1]]


def test_a_sound_file_has_no_fault() -> None:
    made, found = survey(GOOD)
    assert found == []
    assert (made.records, made.judged, made.unreadable, made.worst) == (2, True, None, None)


@pytest.mark.parametrize(("data", "code"), [
    (b"", "F01"),
    (gzip.compress(GOOD), "F02"),
    (b"id,name\n1,Amina\n", "F03"),
    (b"<html><body/></html>", "F04"),
    (GOOD.replace("“college”".encode(), b"caf\xe9"), "F05"),
    (GOOD.replace(b"UTF-8", b"klingon"), "F05"),
    (BOMB, "F06"),
    (EXTERNAL, "F06"),
    (GOOD.replace(b"Testtown", b"Test & town"), "F07"),
    (GOOD[:-40], "F08"),
    (GOOD.replace(b"</NCCIS>", b""), "F08"),
    (GOOD + b"<NCCIS/>", "F09"),
    (GOOD.replace(b"Testtown", b"T" * 11_000_000), "F10"),
])  # fmt: skip
def test_what_ends_the_reading(data: bytes, code: str) -> None:
    made, found = survey(data)
    assert found[-1] == (code, 0)
    assert [each for each in found if each[0].startswith("F")] == [(code, 0)]
    assert made.unreadable is not None
    assert made.worst == 1


@pytest.mark.parametrize(("data", "expected"), [
    (GOOD.replace(HEADER, b""), ["F11"]),
    (GOOD.replace(HEADER, HEADER + HEADER + HEADER), ["F12", "F12"]),
    (GOOD.replace(b"<DatabaseID>444</DatabaseID>", b""), ["F13"]),
    (GOOD.replace(b"<DatabaseID>444<", b"<DatabaseID>4444<"), ["F13"]),
    (GOOD.replace(b"<LEACode>391</LEACode><LEACode>390</LEACode></S", b"</S"), ["F14"]),
    (GOOD.replace(b"<LEACode>390<", b"<LEACode>Gateshead<"), ["F14"]),
    (GOOD.replace(b"<LEACode>390<", b"<LEACode>999<"), ["F14"]),
    (GOOD.replace(b"<LEACode>390<", b"<LEACode>004<"), ["F14"]),
    (GOOD.replace(b"<DateOfSend>2026-02-03<", b"<DateOfSend>03/02/2026<"), ["F15"]),
    (GOOD.replace(b"<DateOfSend>2026-02-03</DateOfSend>", b""), ["F15"]),
    (GOOD.replace(b"<PeriodEnd>2026-01-31<", b"<PeriodEnd>2026-01-32<"), ["F16"]),
    (GOOD.replace(b"<SupplierName>", b"<Colour>blue</Colour><SupplierName>"), ["F17"]),
    (GOOD.replace(b"<SupplierName>", b"<SupplierName>x</SupplierName><SupplierName>"), ["F17"]),
    (as_xml([]), ["F20"]),
    (GOOD.replace(b"</NCCIS>", b"<Footnote/><Footnote/></NCCIS>"), ["F21"]),
    (GOOD.replace(b"<PeriodEnd>2026-01-31<", b"<PeriodEnd>2026-01-30<"), ["F22"]),
])  # fmt: skip
def test_what_stands_against_a_file_that_can_be_read(data: bytes, expected: list[str]) -> None:
    made, found = survey(data)
    assert [code for code, record in found if record == 0] == expected
    assert made.unreadable is None


def test_all_that_stands_against_a_file_is_told_at_once() -> None:
    third = clean(3, CohortStatus="X")
    data = as_xml([clean(1), clean(2, Gender="?"), third, clean(4)])
    data = data.replace(b"<DatabaseID>444<", b"<DatabaseID>A<").replace(
        b"<DateOfSend>2026", b"<DateOfSend>26"
    )
    data = data.replace(
        b"<YoungPersonsRecord>", b"<YoungPersonsRecord><Odd/></YoungPersonsRecord><YoungPersonsRecord>", 1
    )
    data = data.replace(b"</NCCIS>", HEADER + b"</NCCIS><!-- & --><NCCIS>")
    made, found = survey(data)
    assert found == [("F13", 0), ("F15", 0), ("F18", 0), ("5", 3), ("F19", 0), ("F12", 0), ("F09", 0)]
    assert made.records == 4
    assert made.unreadable is not None


def test_status_x_is_told_with_the_person_and_judged_by_the_other_rules() -> None:
    made = Survey(io.BytesIO(as_xml([clean(1, CohortStatus="X", Gender="?")])))
    first, second = list(made)
    assert (first.code, first.young_persons_id, first.rejects_file) == ("F19", "4440000000001", True)
    assert (second.code, second.rejects_file) == ("5", False)


def test_records_before_a_break_are_checked() -> None:
    data = as_xml([clean(1, Gender="?"), clean(2)]).replace(
        b"<Town>Testtown</Town>", b"<Town>A & B</Town>", 2
    )
    broken = data.replace(b"A & B", b"Testtown", 1)
    assert codes(broken) == ["5", "F07"]


def test_a_file_whose_period_cannot_be_read_is_taken_for_the_month_before_it_was_sent() -> None:
    made, found = survey(GOOD.replace(b"<PeriodEnd>2026-01-31</PeriodEnd>", b""))
    assert found == [("F16", 0)]
    assert made.header is not None
    assert made.header.period_end == date(2026, 1, 31)


def test_a_file_without_any_date_is_not_judged() -> None:
    data = GOOD.replace(b"2026-01-31", b"?").replace(b"2026-02-03", b"?").replace(b">F<", b">?<")
    made, found = survey(data)
    assert found == [("F15", 0), ("F16", 0)]
    assert (made.records, made.judged) == (2, False)


def test_without_databases_or_authorities_no_record_is_blamed() -> None:
    data = GOOD.replace(b"<DatabaseID>444</DatabaseID>", b"")
    data = data.replace(b"<LEACode>391</LEACode><LEACode>390</LEACode></S", b"</S")
    assert codes(data) == ["F13", "F14"]


def test_a_header_after_the_records_is_no_header_for_those_before() -> None:
    start, end = GOOD.index(b"  <FileHeader>"), GOOD.index(b"  <YoungPersonsRecord>")
    made, found = survey(GOOD[:start] + GOOD[end:].replace(b"</NCCIS>", HEADER + b"</NCCIS>"))
    assert found == [("F11", 0)]
    assert made.judged is False


def test_the_year_of_the_requirement_may_be_chosen() -> None:
    data = as_xml([in_school(1, IntendedDestinationYr11=None)])
    assert survey(data)[1] == []
    assert survey(data, 2019)[1] == [("301", 1)]


def test_rules_for_which_the_whole_file_is_rejected_say_so() -> None:
    absent = clean(1)
    absent.has_activities = False
    made = Survey(io.BytesIO(as_xml([absent, clean(2, CohortStatus="Q"), clean(3, Gender="?")])))
    assert [(one.code, one.rejects_file) for one in made] == [("240", True), ("904", True), ("5", False)]


def test_every_kind_of_refusal_has_its_code_once() -> None:
    told = file_faults()
    assert set(told) == set(Refusal)
    assert sorted(one.code for one in told.values()) == [f"F{n:02d}" for n in range(1, len(told) + 1)]
    assert all(one.meaning and one.words.endswith(".") and one.priority in (1, 2) for one in told.values())


@pytest.mark.parametrize("dress", [
    lambda text: b"\xef\xbb\xbf" + text.encode(),
    lambda text: text.replace("UTF-8", "windows-1252").encode("cp1252"),
    lambda text: text.replace("UTF-8", "ISO-8859-1").replace("“", '"').replace("”", '"').encode("latin-1"),
    lambda text: text.replace("UTF-8", "UTF-16").encode("utf-16"),
    lambda text: text.replace("<NCCIS>", "<NCCIS xmlns='urn:nccis'>").encode(),
    lambda text: text.replace("<NCCIS>", "<!DOCTYPE NCCIS2019>\n<NCCIS>").encode(),
])  # fmt: skip
def test_the_dress_of_a_file_changes_nothing(dress: Callable[[str], bytes]) -> None:
    text = as_xml([clean(6, Gender="?"), clean(2)]).decode()
    assert survey(dress(text))[1] == [("5", 1)]


def named(number: int, given: str | None, born: str, **changes: str | None) -> Record:
    return clean(number, GivenName=given, FamilyName="Ashworth", DOB=born, **changes)


@pytest.mark.parametrize(("second", "expected"), [
    (named(2, "Beth", "2008-03-14"), []),  # twins
    (named(2, "Amy", "2008-03-15"), []),
    (named(2, "AMY", "2008-03-14"), ["908"]),
    (named(2, "Amy", "2008-03-14", CohortStatus="M"), []),
    (named(2, "Beth", "2008-03-14", UniqueLearnerNo=uln(1)), ["907"]),
    (named(2, "Beth", "2008-03-14", UniqueLearnerNo=uln(1), CohortStatus="M"), []),
    (named(1, "Beth", "2008-03-14", UniqueLearnerNo=uln(2)), ["902"]),
    (named(1, "Beth", "2008-03-14", UniqueLearnerNo=uln(2), CohortStatus="G"), []),
])  # fmt: skip
def test_who_is_suspected_to_be_one_person(second: Record, expected: list[str]) -> None:
    assert codes(as_xml([named(1, "Amy", "2008-03-14"), second])) == expected


def test_those_without_a_name_are_not_taken_for_each_other() -> None:
    assert codes(as_xml([named(n, None, "2008-03-14") for n in (1, 2)])) == ["2", "2"]


def test_memory_is_flat_but_for_what_records_may_not_share() -> None:
    def check(stream: Endless) -> int:
        made = Survey(stream)  # type: ignore[arg-type]
        for _ in made:
            pass
        return made.records

    assert peak_of_reading(6_000, check) < peak_of_reading(1_000, check) + 500_000


def test_the_header_may_be_compared() -> None:
    assert header() == header(line=7)
