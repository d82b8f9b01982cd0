"""What holds for all records: sound ones have no fault, one wrong field gives its own faults, writing is exact."""

from __future__ import annotations

import io
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from connexions.engines.ccis import Record, RecordChecker, check, read, specification
from connexions.engines.ccis.collecting import Collector, _with_oddities
from connexions.engines.ccis.shape import RECORD
from connexions.engines.ccis.specification import requirement_year
from connexions.engines.currency import (
    academic_year,
    add_months,
    birthday,
    end_of_academic_year,
    nc_year_group,
)
from tests.engines.ccis.samples import as_xml, clean, header, uln, upn

NAMES = st.sampled_from(["Amina", "Zoë", "Anne-Marie", "D’Arcy", "Łukasz", "O'Neil", "Ng"])
MONTH_ENDS = st.builds(
    lambda year, month: add_months(date(year, month, 1), 1) - timedelta(days=1),
    st.integers(2019, 2030),
    st.integers(1, 12),
)


def days(first: date, last: date) -> st.SearchStrategy[date]:
    return st.dates(min(first, last), last)


@st.composite
def sound(draw: st.DrawFn) -> tuple[Record, date]:
    """A record of any kind that keeps every rule, and the end of its period."""
    end = draw(MONTH_ENDS)
    spec = specification(requirement_year(end))
    born = draw(days(date(academic_year(end) - 25, 9, 1), date(academic_year(end) - 15, 8, 31)))
    group = nc_year_group(born, end)
    adult = group > 13
    codes = [
        code
        for code, activity in spec.activities.items()
        if activity.compulsory == (group == 11) and not (code == "440" and not adult)
    ]
    code = draw(st.sampled_from(codes))
    activity = spec.activities[code]
    started = draw(days(max(birthday(born, 15), end - timedelta(days=400)), end))
    if activity.compulsory and academic_year(started) != academic_year(end):
        started = date(academic_year(end), 9, 1)
    ascertained = draw(days(started, end))
    verified = draw(days(ascertained, end))
    predicted = draw(days(end, end_of_academic_year(end))) if activity.needs_end_date else None
    lapses = (predicted or draw(days(end, end + timedelta(days=365)))) if activity.lapses else None
    send = adult or activity.needs_send
    values: dict[str, str | None] = {
        "YoungPersonsID": f"444{draw(st.integers(0, 10**10 - 1)):010d}",
        "CohortStatus": "P",
        "GivenName": draw(NAMES),
        "FamilyName": draw(NAMES),
        "AddressLine1": "1 Test Row",
        "Postcode": draw(st.sampled_from(["NE1 4XD", "ZZ99 9ZZ", "W1A 1AA"])),
        "Gender": draw(st.sampled_from(["F", "U", "W"])),
        "DOB": born.isoformat(),
        "Ethnicity": draw(st.sampled_from(sorted(spec.ethnicities))),
        "LeadLEA": draw(st.sampled_from(["391", "390"])),
        "EducatedLEA": draw(st.sampled_from([None, *sorted(spec.authorities), *sorted(spec.pseudo_authorities)])),
        "LEACodeAtYear11": draw(st.sampled_from([None, *sorted(spec.any_authorities)])),
        "UniqueLearnerNo": draw(st.sampled_from([None, uln(draw(st.integers(1, 10**6)))])),
        "UniquePupilNumber": draw(st.sampled_from([None, upn(draw(st.integers(1, 10**6)))])),
        "GuaranteeStatusIndicator": "N",
        "LevelOfNeedCode": draw(st.sampled_from(sorted(spec.levels_of_need))),
        "SENDFlag": "Y" if send else "N",
        "SENSupportFlag": "N" if send else draw(st.sampled_from(["Y", "N"])),
        "ActivityCode": code,
        "StartDate": started.isoformat(),
        "DateAscertained": ascertained.isoformat(),
        "DateVerified": verified.isoformat(),
        "ReviewDate": end.isoformat() if activity.needs_review_date else None,
        "DueToLapseDate": lapses.isoformat() if lapses else None,
        "CurrencyLapsed": "N",
        "NEETStartDate": started.isoformat() if activity.neet else None,
        "PredictedEndDate": predicted.isoformat() if predicted else None,
        "IntendedDestinationYr11": draw(st.sampled_from(sorted(spec.destinations))),
    }  # fmt: skip
    known = {name: value for name, value in values.items() if value is not None}
    needs = {"620": "140", "630": "120", "650": "180"}
    found = draw(st.sets(st.sampled_from(sorted(spec.characteristics)), max_size=3))
    if code in needs:
        found.add(needs[code])
    return Record(1, 0, known, tuple(sorted(found))), end


def faults(record: Record, end: date) -> set[int]:
    return {
        fault.number for fault in check(record, header(period_end=end), specification(requirement_year(end)))
    }


@given(sound())
def test_a_sound_record_has_no_fault(made: tuple[Record, date]) -> None:
    assert faults(*made) == set()


#: field → what a nonsense there breaks always, and what may follow from it.
NONSENSE: dict[str, tuple[set[int], set[int]]] = {
    "YoungPersonsID": ({1}, set()),
    "CohortStatus": ({904}, set()),
    "Postcode": ({43}, set()),
    "Gender": ({5}, set()),
    "DOB": ({8}, set()),
    "Ethnicity": ({7}, set()),
    "LeadLEA": ({15}, set()),
    "EducatedLEA": ({19}, set()),
    "LEACodeAtYear11": ({24}, set()),
    "TransferredToLACode": ({34}, set()),
    "UniqueLearnerNo": ({30}, set()),
    "UniquePupilNumber": ({38}, set()),
    "PreviousYPIDIdentifier": ({37}, set()),
    "LevelOfNeedCode": ({101}, set()),
    "SENDFlag": ({102}, {40, 254, 255}),
    "SENSupportFlag": ({304}, set()),
    "ActivityCode": ({201}, set()),
    "StartDate": ({202}, {909}),
    "DateAscertained": ({203}, set()),
    "DateVerified": ({1003}, set()),
    "ReviewDate": ({1004}, set()),
    "DueToLapseDate": ({244}, set()),
    "CurrencyLapsed": ({221}, set()),
    "EstablishmentNumber": ({228}, set()),
    "UKProviderReferenceNumber": ({39}, set()),
    "NEETStartDate": ({1005}, {226}),
    "PredictedEndDate": ({258}, set()),
    "IntendedDestinationYr11": ({302}, set()),
    "Year11GuaranteeStatus": ({27}, {1009}),
    "Year12GuaranteeStatus": ({27}, {1008, 1009}),
    "Year11LEACode": ({261}, {25}),
    "Year12LEACode": ({261}, set()),
}


@given(sound(), st.sampled_from(sorted(NONSENSE)), st.sampled_from(["?", "zz", "99999", "2026-02-30 "]))
def test_a_wrong_field_gives_its_own_fault_and_no_others(
    made: tuple[Record, date], name: str, nonsense: str
) -> None:
    record, end = made
    record.values[name] = nonsense
    certain, possible = NONSENSE[name]
    found = faults(record, end)
    assert certain <= found <= certain | possible


#: field → what its absence breaks always, and what may follow from it.
ABSENT: dict[str, tuple[set[int], set[int]]] = {
    "YoungPersonsID": ({1}, set()),
    "GivenName": ({2}, set()),
    "FamilyName": ({3}, set()),
    "Gender": ({4}, set()),
    "Ethnicity": ({6}, set()),
    "DOB": ({8}, set()),
    "CohortStatus": ({11}, set()),
    "LeadLEA": ({14}, set()),
    "AddressLine1": ({31}, set()),
    "Postcode": ({32}, set()),
    "LevelOfNeedCode": ({100}, set()),
    "SENDFlag": ({103}, {40, 254, 255}),
    "SENSupportFlag": ({303}, set()),
    "ActivityCode": ({200}, set()),
    "StartDate": ({202}, {909}),
    "DateAscertained": ({203}, set()),
    "DateVerified": ({1003}, set()),
    "CurrencyLapsed": ({220}, set()),
    "EducatedLEA": (set(), set()),
    "UniqueLearnerNo": (set(), set()),
    "ReviewDate": (set(), {262}),
    "DueToLapseDate": (set(), {243}),
    "NEETStartDate": (set(), {224}),
    "PredictedEndDate": (set(), {259}),
    "IntendedDestinationYr11": (set(), {301}),
}


@given(sound(), st.sampled_from(sorted(ABSENT)))
def test_a_missing_field_gives_its_own_fault_and_no_others(made: tuple[Record, date], name: str) -> None:
    record, end = made
    had = record.values.pop(name, None)
    certain, possible = ABSENT[name]
    found = faults(record, end)
    assert certain <= found <= certain | possible
    if possible and had and name in ("ReviewDate", "DueToLapseDate", "NEETStartDate", "PredictedEndDate"):
        assert found == possible  # it was there because the activity needs it


@given(st.lists(sound(), min_size=1, max_size=6))
def test_what_is_remembered_of_other_records_changes_no_answer(made: list[tuple[Record, date]]) -> None:
    head = header(period_end=made[0][1])
    spec = specification(head.year)
    together = RecordChecker(head, spec)
    for record, _ in [*made, *made]:
        assert together.faults(record) == check(record, head, spec)


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\ufeff"), max_size=12)


@st.composite
def any_values(draw: st.DrawFn) -> Record:
    """A record that may hold anything that a text can be."""
    chosen = draw(st.sets(st.sampled_from(sorted(clean(1).values)), max_size=12))
    values = {name: text for name in sorted(chosen) if (text := draw(TEXT).strip())}
    codes = draw(st.lists(st.sampled_from(["110", "140", "<>"]), max_size=3))
    return Record(1, 0, values, tuple(codes), has_activities=True)


@given(st.lists(any_values(), max_size=4))
def test_what_is_written_is_read_again_but_for_what_xml_cannot_hold(records: list[Record]) -> None:
    data = as_xml(records)
    assert as_xml(records) == data
    again = list(read(io.BytesIO(data)))
    for before, after in zip(records, again, strict=True):
        wanted = {name: _in_xml(text).strip() for name, text in before.values.items()}
        before.values = {name: text for name, text in wanted.items() if text}
        assert after.values == before.values
        assert after.characteristics == before.characteristics
        assert after.unknown == {}
    assert as_xml(again) == as_xml(records)


def _in_xml(text: str) -> str:
    return "".join(sign for sign in text if _allowed(sign))


def _allowed(sign: str) -> bool:
    return (
        sign in "\t\n\r" or ("\x20" <= sign <= "\ud7ff") or ("\ue000" <= sign <= "\ufffd") or sign > "\uffff"
    )


NAMES_OF_ELEMENTS = [
    "PersonalDetails", "SeptemberGuarantee", "Year11", "LevelOfNeed", "Characteristics", "Activities", "Cohort",
    "GuaranteeStatus", "LEACode", "DOB", "GivenName", "CharacteristicCode", "Odd",
]  # fmt: skip


@st.composite
def trees(draw: st.DrawFn, depth: int = 4) -> etree._Element:
    """An element with names of the return anywhere, and some that it does not know."""
    node = etree.Element(draw(st.sampled_from(NAMES_OF_ELEMENTS)))
    if draw(st.integers(0, 9)) == 0:
        node.set("odd", "yes")
    node.text = draw(st.sampled_from([None, "", " ", "a", " b "]))
    if depth:
        node.extend(draw(st.lists(trees(depth=depth - 1), max_size=3)))
    return node


@given(st.lists(trees(), max_size=4))
def test_the_short_way_through_a_record_finds_what_the_long_one_finds(groups: list[etree._Element]) -> None:
    element = etree.Element("YoungPersonsRecord")
    element.extend(groups)
    collector = Collector(RECORD)
    slowly = Record(1, 0, {})
    seen = _with_oddities(element, RECORD, slowly)
    for _ in range(2):
        quickly = Record(1, 0, {})
        assert collector.collect(element, quickly) == seen
        assert quickly == slowly


@st.composite
def nested_twice(draw: st.DrawFn) -> tuple[etree._Element, etree._Element]:
    """Two records with the same names in the same order, nested in two ways."""
    names = draw(st.lists(st.sampled_from(NAMES_OF_ELEMENTS), min_size=1, max_size=8))
    return _nested(draw, names), _nested(draw, names)


def _nested(draw: st.DrawFn, names: list[str]) -> etree._Element:
    path = [etree.Element("YoungPersonsRecord")]
    for name in names:
        del path[draw(st.integers(1, len(path))) :]
        path.append(etree.SubElement(path[-1], name))
        path[-1].text = name
    return path[0]


@given(nested_twice())
def test_an_outline_is_not_taken_for_another_with_the_same_names(
    made: tuple[etree._Element, etree._Element],
) -> None:
    collector = Collector(RECORD)
    for element in made:
        quickly, slowly = Record(1, 0, {}), Record(1, 0, {})
        assert collector.collect(element, quickly) == _with_oddities(element, RECORD, slowly)
        assert quickly == slowly
