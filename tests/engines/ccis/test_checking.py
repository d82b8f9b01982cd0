"""Every rule is found exactly where it is broken, and nowhere else."""

from __future__ import annotations

import io
from datetime import date

import pytest

from connexions.engines.ccis import FileChecker, Record, Survey, check, specification
from connexions.engines.ccis.checking import BETWEEN_RECORDS
from connexions.engines.ccis.rules import RULES
from connexions.engines.ccis.specification import all_rules
from tests.engines.ccis import faulty_extract
from tests.engines.ccis.samples import as_xml, clean, header, in_school, in_sixth_form

SPEC = specification(2025)


def numbers(record: Record, **head: object) -> list[int]:
    used = header(**head)
    return [fault.number for fault in check(record, used, specification(used.year))]


@pytest.mark.parametrize("make", [clean, in_school, in_sixth_form])
def test_a_clean_record_has_no_fault(make) -> None:  # type: ignore[no-untyped-def]
    assert numbers(make(1)) == []


def test_every_rule_has_words_and_a_function() -> None:
    rules = all_rules()
    assert {rule.number for rule in rules} == set(RULES) | BETWEEN_RECORDS
    assert all(rule.words and rule.fix and rule.priority in (1, 2, 3) for rule in rules)


def test_the_extract_of_300_records_breaks_every_rule_in_force() -> None:
    every = {rule.number for rule in all_rules() if rule.source == "nccis"}
    assert set(faulty_extract.FAULTS) == every
    assert max(faulty_extract.planted(2026).values()) < faulty_extract.RECORDS


@pytest.mark.parametrize("year", [2016, 2019, 2020, 2025, 2026])
def test_each_fault_is_found_exactly_where_it_was_planted(year: int) -> None:
    data = as_xml(faulty_extract.records(year), faulty_extract.header_of(year))
    survey = Survey(io.BytesIO(data))
    found: dict[int, list[int]] = {}
    for finding in survey:
        found.setdefault(finding.record, []).append(int(finding.code))
    assert survey.records == 300
    expected = {
        ordinal: sorted({number} | faulty_extract.ALSO.get(number, set()))
        for number, ordinal in faulty_extract.planted(year).items()
    }
    assert found == expected


def test_a_fault_speaks_of_the_value_and_how_to_fix_it() -> None:
    (fault,) = check(clean(1, Gender="X"), header(), SPEC)
    assert fault.words == "Gender “X” is not recognised."
    assert (fault.priority, fault.field, fault.value) == (2, "Gender", "X")
    assert fault.fix.startswith("Use F, M")
    (fault,) = check(clean(1, DOB=None), header(), SPEC)
    assert fault.words == "There is no date of birth that can be read."
    (fault,) = check(clean(1, DOB="14/03/2008"), header(), SPEC)
    assert "(“14/03/2008”)" in fault.words


def test_rules_come_and_go_with_the_years() -> None:
    july_2019 = {"period_end": date(2020, 1, 31)}
    assert 44 not in numbers(clean(1, GivenName="Jo=", DOB="2002-03-14"), **july_2019)
    assert 301 in numbers(in_school(1, DOB="2004-03-14", IntendedDestinationYr11=None), **july_2019)
    assert 301 not in numbers(in_school(1, IntendedDestinationYr11=None))
    autumn_2026 = {"period_end": date(2026, 10, 31)}
    assert 44 in numbers(clean(1, GivenName="Jo="), **autumn_2026)
    assert 45 in numbers(clean(1, FamilyName="Bell2"), **autumn_2026)
    assert 46 in numbers(clean(1, MiddleName="(Al)"), **autumn_2026)


def test_withdrawn_rules_of_the_youth_contract_hold_in_their_years() -> None:
    old = {"period_end": date(2016, 1, 31)}
    record = clean(1, YouthContractIndicator="Y", DOB="1998-03-14")
    assert 29 in numbers(record, **old)
    assert 36 in numbers(clean(1, YouthContractIndicator="?"), **old)
    assert 33 in numbers(clean(1, DOB="1995-03-14"), **old)
    assert 236 in numbers(clean(1, ActivityCode="720"), **old)
    assert 29 not in numbers(clean(1, YouthContractIndicator="Y"))


def test_our_own_checks_inform() -> None:
    wrong_uln = check(clean(1, UniqueLearnerNo="9276308687"), header(), SPEC)
    assert [(fault.number, fault.priority) for fault in wrong_uln] == [(1001, 3)]
    assert numbers(clean(1, UniquePupilNumber="A801200005001")) == [1002]
    assert numbers(clean(1, DateVerified=None)) == [1003]
    assert numbers(clean(1, ReviewDate="May")) == [1004]
    assert numbers(clean(1, NEETStartDate="May")) == [1005]
    record = clean(1)
    record.unknown["PersonalDetails/Nickname"] = ["Mina"]
    assert numbers(record) == [1006]


@pytest.mark.parametrize(("status", "code", "expected"), [
    ("E", "001", []), ("E", "392", [35]), ("E", None, []), ("T", "392", []), ("T", "001", [35]), ("A", "392", [34]),
])  # fmt: skip
def test_where_a_leaver_went(status: str, code: str | None, expected: list[int]) -> None:
    assert numbers(clean(1, CohortStatus=status, TransferredToLACode=code)) == expected


def test_those_who_left_by_age_need_no_flag() -> None:
    assert numbers(clean(1, **faulty_extract.ADULT, CohortStatus="A")) == []
    assert numbers(clean(1, **faulty_extract.ADULT, CohortStatus="P")) == [40]


def test_the_guarantee_moves_up_with_the_year() -> None:
    """A Year 13 person of January is under Year12; one of July, in Year 12, is as well."""
    year_12_in_july = {"period_end": date(2026, 7, 31)}
    only_11 = {"Year12GuaranteeStatus": None, "Year12LEACode": None}
    only_12 = {"Year11GuaranteeStatus": None, "Year11LEACode": None}
    assert numbers(clean(1, **only_11)) == [906]
    assert numbers(clean(1, **only_12)) == []
    assert 906 in numbers(clean(1, DOB="2009-03-14", **only_11), **year_12_in_july)
    assert 906 not in numbers(clean(1, DOB="2009-03-14", **only_12), **year_12_in_july)


def test_a_duplicate_may_be_one_that_is_covered_by_the_guarantee_or_said_to_be_one() -> None:
    between = FileChecker(SPEC)
    assert between.faults(clean(1)) == []
    assert [f.number for f in between.faults(clean(1))] == [902, 907, 908]
    assert [f.number for f in between.faults(clean(1, CohortStatus="G"))] == [907, 908]
    assert [f.number for f in between.faults(clean(1, CohortStatus="M"))] == [902]
