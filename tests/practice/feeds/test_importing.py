# ruff: noqa: E501 - expected rows read better whole
"""An extract taken in: who is made, changed, left alone and refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from connexions.engines.ccis import Record
from connexions.ground.audit.models import AuditEntry, Change
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.ground.jobs.actions import Cancelled
from connexions.practice.feeds.actions import deliveries
from connexions.practice.feeds.models import Delivery, Problem, SourceRecord
from connexions.practice.tracking.models import Activity, GuaranteeStatus, IntendedDestination
from connexions.registers.people.models import (
    Characteristic,
    Identifier,
    NameToken,
    Residence,
    SearchKey,
    YoungPerson,
)
from tests.engines.ccis import faulty_extract
from tests.engines.ccis.samples import as_xml, clean, in_sixth_form, uln
from tests.factories import make_actor
from tests.practice.feeds.extracts import (
    AT,
    data_officer,
    everything,
    person_of,
    rules_of,
    take,
    take_bytes,
)

pytestmark = pytest.mark.django_db

ONE = "4440000000001"


def test_a_new_person_comes_with_everything_the_source_says() -> None:
    by = data_officer()
    record = clean(
        1, MiddleName="Bea", AddressLine2="Flat 2", AddressLine3="The Yard", AddressLine4="Byker", County="Tyne and Wear",
        SENDFlag="Y", PreviousYPIDIdentifier="5550000000009",
    )  # fmt: skip
    record.characteristics = ("140", "180")
    counts = take(by, record)
    assert counts | {"by_priority": 0, "by_rule": 0} == {
        "records": 1, "created": 1, "updated": 0, "unchanged": 0, "refused": 0, "problems": 0, "by_priority": 0, "by_rule": 0,
    }  # fmt: skip
    with tenancy.acting(by):
        person = YoungPerson.objects.get()
        assert (person.given_name, person.middle_names, person.family_name) == ("Daniel", "Bea", "Ashwortha")
        assert (person.date_of_birth, person.gender, person.ethnicity) == (date(2008, 3, 14), "F", "WBRI")
        assert (person.lead_authority, person.educated_authority, person.authority_at_year_11) == ("391",) * 3
        assert (person.level_of_need, person.special_needs, person.cohort_status) == (
            "supported",
            "ehc_plan",
            "P",
        )
        home = Residence.objects.get()
        assert (home.line_1, home.line_2, home.line_3) == ("1 Test Row", "Flat 2", "The Yard, Byker")
        assert (home.town, home.county, home.postcode, home.no_fixed_address) == (
            "Testtown",
            "Tyne and Wear",
            "NE1 4XD",
            False,
        )
        numbers = dict(Identifier.objects.values_list("scheme", "value"))
        assert numbers == {
            "ccis": ONE, "former_ccis": "5550000000009", "uln": uln(1), "upn": record.values["UniquePupilNumber"],
        }  # fmt: skip
        assert set(Characteristic.objects.values_list("kind", flat=True)) == {"young_carer", "pregnancy"}
        activity = Activity.objects.get()
        assert (activity.kind_id, activity.start_on, activity.end_on) == ("619", date(2025, 11, 10), None)
        assert (activity.verified_on, activity.neet_start_on) == (date(2026, 1, 20), date(2025, 11, 10))
        assert (activity.establishment_name, activity.lapses_on) == ("A school & a “college”", None)
        assert set(GuaranteeStatus.objects.values_list("year", "code", "authority", "on_baseline")) == {
            (11, "110", "391", True), (12, "110", "391", True),
        }  # fmt: skip
        assert IntendedDestination.objects.get().code == "121"
        assert set(SearchKey.objects.values_list("word", flat=True)) == {"daniel", "bea", "ashwortha"}
        assert NameToken.objects.get(word="daniel").sound
        assert SourceRecord.objects.get().fields["values"] == record.values


def test_the_same_file_twice_changes_nothing() -> None:
    by = data_officer()
    records = [clean(1), in_sixth_form(2), clean(3)]
    take(by, *records)
    before = everything(by)
    counts = take(by, *records)
    assert (counts["created"], counts["updated"], counts["unchanged"]) == (0, 0, 3)
    assert everything(by) == before
    with tenancy.acting(by):
        assert not Change.objects.filter(young_person_id__isnull=False).exists()


def test_a_dry_run_says_the_same_and_changes_nothing() -> None:
    by = data_officer()
    take(by, clean(1), clean(2))
    before = everything(by)
    records = [clean(1, FamilyName="Newname"), clean(2), clean(3, Gender="X")]
    tried = take(by, *records, dry_run=True)
    assert everything(by) == before
    assert rules_of(by) == [5]
    assert (tried["created"], tried["updated"], tried["unchanged"]) == (1, 1, 1)
    assert take(by, *records) == tried
    assert everything(by) != before


def test_the_extract_of_300_records_is_taken_but_for_those_nobody_could_know() -> None:
    by = data_officer("390", "391", "392")
    counts = take(by, *faulty_extract.records())
    assert (counts["records"], counts["created"], counts["refused"]) == (300, 295, 5)
    with tenancy.acting(by):
        delivery = Delivery.objects.get()
        found: dict[int, set[int]] = {}
        for record, rule in delivery.problems.values_list("record", "rule"):
            found.setdefault(record, set()).add(rule)
        refused = set(delivery.problems.filter(refused=True).values_list("rule", flat=True))
        assert delivery.problems.filter(message="").count() == 0
    expected = {
        ordinal: {number} | faulty_extract.ALSO.get(number, set())
        for number, ordinal in faulty_extract.planted().items()
    }
    assert found == expected
    assert refused == {1, 2, 3, 8, 902}


BAD_CODES: list[tuple[str, str, Callable[[YoungPerson], Any], Any]] = [
    ("Gender", "X", lambda p: p.gender, "U"),
    ("Ethnicity", "WXYZ", lambda p: p.ethnicity, "NOBT"),
    ("LevelOfNeedCode", "9", lambda p: p.level_of_need, "minimum"),
    ("EducatedLEA", "999", lambda p: p.educated_authority, ""),
    ("CohortStatus", "Q", lambda p: p.cohort_status, "P"),
    ("SENDFlag", "?", lambda p: p.special_needs, "none"),
]


@pytest.mark.parametrize(("field", "bad", "here", "empty"), BAD_CODES)
def test_a_bad_code_leaves_its_field_empty_and_wipes_nothing(
    field: str, bad: str, here: Callable[[YoungPerson], Any], empty: Any
) -> None:
    by = data_officer()
    take(by, clean(1, **{field: bad}), clean(2))
    assert here(person_of(by, ONE)) == empty
    with tenancy.acting(by):
        assert SourceRecord.objects.get(young_persons_id=ONE).fields["values"][field] == bad
    good = here(person_of(by, "4440000000002"))
    take(by, clean(2, **{field: bad}))
    assert here(person_of(by, "4440000000002")) == good


def test_a_wrong_check_digit_warns_and_is_kept() -> None:
    by = data_officer()
    assert take(by, clean(1, UniqueLearnerNo="9276308687"))["created"] == 1
    assert rules_of(by) == [1001]
    with tenancy.acting(by):
        assert Identifier.objects.get(scheme="uln").value == "9276308687"


def test_unknown_parts_are_kept() -> None:
    by = data_officer()
    data = as_xml([clean(1)]).replace(b"<GivenName>", b"<Nickname>Dan</Nickname><GivenName>")
    take_bytes(by, data)
    with tenancy.acting(by):
        assert SourceRecord.objects.get().fields["unknown"] == {"PersonalDetails/Nickname": ["Dan"]}
    assert rules_of(by) == [1006]


def test_a_record_of_another_partnership_is_refused() -> None:
    by = data_officer("391")
    counts = take(by, clean(1), clean(2, LeadLEA="390"))
    assert (counts["created"], counts["refused"]) == (1, 1)
    assert rules_of(by) == [1101]


def test_an_extract_of_another_partnership_is_refused_whole() -> None:
    by = data_officer("935")
    with pytest.raises(NotPossible, match="391, 390, which this partnership does not serve"):
        take(by, clean(1))


def test_a_second_record_with_the_same_id_is_refused() -> None:
    by = data_officer()
    counts = take(by, clean(1), clean(1, UniqueLearnerNo=None, GivenName="Else"), clean(2))
    assert (counts["created"], counts["refused"]) == (2, 1)
    assert rules_of(by) == [902, 1102]


HOSTILE: list[Callable[[bytes], bytes]] = [
    lambda good: good[:-20],
    lambda good: good.replace(b"</NCCIS>", b"<oops></NCCIS>"),
    lambda good: good.replace("“college”".encode(), b"caf\xe9"),
    lambda good: good.replace(b"<NCCIS>", b'<!DOCTYPE NCCIS [<!ENTITY x "y">]><NCCIS>'),
    lambda good: (
        good[: good.rindex(b"<CohortStatus>P")]
        + good[good.rindex(b"<CohortStatus>P") :].replace(b">P<", b">X<", 1)
    ),
    lambda good: b"",
]


@pytest.mark.parametrize("spoil", HOSTILE)
def test_a_file_refused_at_its_very_end_changes_nothing(spoil: Callable[[bytes], bytes]) -> None:
    by = data_officer()
    take(by, clean(1))
    before = everything(by)
    with pytest.raises(NotPossible):
        take_bytes(by, spoil(as_xml([clean(1, GivenName="Changed"), *(clean(n) for n in range(2, 9))])))
    assert everything(by) == before
    with tenancy.acting(by):
        assert Delivery.objects.count() == 1


def test_a_refused_file_can_be_entered_with_its_reason() -> None:
    by = data_officer()
    kept = deliveries.refuse(sentence="The file is empty.", filename=r"C:\in\march.xml", at=AT, by=by)
    assert (kept.state, kept.refusal, kept.filename) == ("refused", "The file is empty.", "march.xml")


def test_only_the_data_officer_moves_people_in() -> None:
    by = data_officer()
    adviser = make_actor(partnership=apps.get_model("partners", "Partnership").objects.get(pk=by.partnership))
    assert adviser.role == Role.PERSONAL_ADVISER
    with pytest.raises(NotAllowed, match="data officer"):
        take(adviser, clean(1))


def test_other_partnerships_see_nothing_of_it() -> None:
    by, other = data_officer("390", "391"), data_officer("935")
    take(by, clean(1, Gender="X"))
    for rows in everything(other).values():
        assert rows == []
    with tenancy.acting(other):
        assert not Delivery.objects.exists()
        assert not Problem.objects.exists()


def test_the_delivery_is_audited_once() -> None:
    by = data_officer()
    take(by, clean(1), clean(2))
    with tenancy.acting(by):
        entry = AuditEntry.objects.get(event="feeds.delivery.applied")
        assert (entry.actor, entry.details["created"]) == (by.id, 2)


def test_progress_is_told_as_the_file_is_read() -> None:
    by = data_officer()
    told: list[tuple[int, int]] = []
    data = as_xml(clean(number) for number in range(1, 2101))
    deliveries.import_extract(
        stream=io.BytesIO(data), filename="x.xml", at=AT, by=by, watch=lambda *so_far: told.append(so_far)
    )
    assert [records for _, records in told] == [2000, 2100]
    assert told[-1][0] == len(data)


def test_the_temporary_tables_are_gone_afterwards() -> None:
    take(data_officer(), clean(1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relname LIKE 'in\\_%'")
        assert cursor.fetchone() == (0,)


def test_odd_records_do_no_harm() -> None:
    by = data_officer()
    odd: list[Record] = [
        clean(1, GivenName="D" * 300, AddressLine1="x" * 300, EstablishmentName="s" * 500),
        clean(2, GivenName="O’Neill-Smith 名前", FamilyName="\t;DROP TABLE people_youngperson;--\\N"),
        clean(3, DOB="1900-02-29", StartDate="0001-01-01"),
        clean(4, YoungPersonsID="٤٤٤٠٠٠٠٠٠٠٠٠١"),
    ]
    counts = take(by, *odd)
    assert (counts["created"], counts["refused"]) == (2, 2)
    assert {1, 8, 1103} <= set(rules_of(by))


def test_stopped_half_way_nothing_is_kept() -> None:
    by = data_officer()
    take(by, clean(1))
    before = everything(by)

    def stop(read: int, records: int) -> None:
        raise Cancelled("This was stopped.")

    with pytest.raises(Cancelled):
        deliveries.import_extract(
            stream=io.BytesIO(as_xml([clean(1, GivenName="Changed"), clean(2)])),
            filename="x.xml",
            at=AT,
            by=by,
            watch=stop,
        )
    assert everything(by) == before
