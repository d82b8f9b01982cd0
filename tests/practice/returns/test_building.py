"""A month's return, built from what is kept."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest

from connexions.engines.ccis import check, read, specification
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.practice.feeds.actions import deliveries
from connexions.practice.returns.models import Piece, Return, Told
from connexions.practice.tracking.models import Activity, IntendedDestination
from connexions.registers.partners.models import LocalAuthority
from connexions.registers.people.models import Characteristic, Residence, YoungPerson
from tests.factories import make_identifier
from tests.practice.returns.office import (
    AT,
    JANUARY,
    build,
    build_whole,
    number_of,
    officer,
    only,
    promise,
    records,
    someone,
    statuses,
)

pytestmark = pytest.mark.django_db


def test_a_young_person_is_told_with_everything_there_is_a_place_for() -> None:
    by = officer()
    one = someone(
        by, given_name="Zoë", family_name="O’Neill", level_of_need="supported", special_needs="sen_support"
    )
    make_identifier(one, "uln", "1234567890")
    make_identifier(one, "former_ccis", "8050000000123")
    promise(one, 11)
    with tenancy.acting(by):
        about = {"partnership_id": by.partnership, "young_person": one}
        IntendedDestination.objects.create(**about, code="111")
        Characteristic.objects.create(**about, kind="young_carer", from_on=date(2025, 1, 1))
        Characteristic.objects.create(**about, kind="looked_after", until_on=date(2025, 1, 1))
    found = only(build(by))
    assert found.values == {
        "YoungPersonsID": number_of(one), "CohortStatus": "P", "GivenName": "Zoë", "FamilyName": "O'Neill",
        "AddressLine1": "1 Test Row", "Town": "Testtown", "Postcode": "NE1 4XD", "Gender": "F", "DOB": "2009-03-14",
        "Ethnicity": "WBRI", "LeadLEA": "391", "EducatedLEA": "391", "LEACodeAtYear11": "391",
        "UniqueLearnerNo": "1234567890", "GuaranteeStatusIndicator": "Y", "PreviousYPIDIdentifier": "8050000000123",
        "Year11GuaranteeStatus": "110", "Year11LEACode": "391", "LevelOfNeedCode": "2", "SENDFlag": "N",
        "SENSupportFlag": "Y", "ActivityCode": "210", "StartDate": "2025-09-01", "DateAscertained": "2025-09-15",
        "DateVerified": "2026-01-12", "DueToLapseDate": "2026-08-31", "CurrencyLapsed": "N",
        "EstablishmentNumber": "3914000", "EstablishmentName": "Test School", "PredictedEndDate": "2027-08-31",
        "IntendedDestinationYr11": "111",
    }  # fmt: skip
    assert found.characteristics == ("140",)


def test_the_same_month_built_again_has_the_same_bytes() -> None:
    by = officer()
    for _ in range(7):
        someone(by)
    first = build(by)
    assert build(by) == first
    assert build(by, keep=False) == first


def test_what_is_kept_of_a_build_are_its_bytes_and_rows() -> None:
    by = officer()
    someone(by)
    data, built = build_whole(by)
    with tenancy.acting(by):
        kept = Return.objects.get()
        assert built.kept == kept
        assert (kept.records, kept.size, kept.frozen_at) == (1, len(data), None)
        assert Piece.objects.count() == 1
        told = Told.objects.get()
        assert (told.status, told.academic_age, told.standing, told.rules) == ("P", 16, "participating", [])
        assert kept.counts["standings"] == {"": {"participating": 1}, "391": {"participating": 1}}


def test_a_return_of_nobody_is_a_file_of_no_records() -> None:
    data, built = build_whole(officer())
    assert records(data) == []
    assert built.records == 0


def test_what_goes_out_comes_in_elsewhere_and_goes_out_the_same() -> None:
    by = officer()
    for place in range(5):
        one = someone(
            by,
            special_needs=("none", "sen_support", "ehc_plan")[place % 3],
            level_of_need=("minimum", "supported", "intensive")[place % 3],
            doing=({}, {"kind_id": "619", "lapses_on": None, "predicted_end_on": None}, None)[place % 3],
        )
        if place % 2:
            promise(one, 11, "140")
        else:
            make_identifier(one, "uln", f"10000000{place:02d}")
    with tenancy.acting(by):
        Residence.objects.filter(young_person=one).delete()
    data = build(by)
    other = officer()  # now the authority is theirs
    deliveries.import_extract(stream=io.BytesIO(data), filename="out.xml", at=AT, by=other)
    assert build(other) == data


@pytest.mark.parametrize(
    ("born_on", "told"),
    [
        (date(2007, 8, 31), False),  # academic age 18
        (date(2007, 9, 1), True),  # 17
        (date(2008, 2, 29), True),
        (date(2010, 8, 31), True),  # 15, in Year 11
        (date(2010, 9, 1), False),  # 14
    ],
)
def test_academic_age_decides_to_the_day(born_on: date, told: bool) -> None:
    by = officer()
    someone(by, date_of_birth=born_on)
    assert len(records(build(by))) == told


def test_a_plan_keeps_somebody_until_twenty_four() -> None:
    by = officer()
    someone(by, date_of_birth=date(2000, 9, 1), special_needs="ehc_plan", family_name="Old")
    someone(by, date_of_birth=date(2000, 8, 31), special_needs="ehc_plan", family_name="Older")
    someone(by, date_of_birth=date(2006, 9, 1), special_needs="sen_support", family_name="Support")
    assert statuses(build(by)) == {"Old": "P"}


def test_without_an_address_or_an_activity_the_return_says_so() -> None:
    by = officer()
    one = someone(by, doing=None)
    with tenancy.acting(by):
        Residence.objects.filter(young_person=one).delete()
        YoungPerson.objects.filter(pk=one.pk).update(created_at=datetime(2026, 1, 7, tzinfo=UTC))
    found = only(build(by)).values
    assert (found["AddressLine1"], found["Postcode"]) == ("Address not known", "ZZ99 9ZZ")
    assert (found["ActivityCode"], found["StartDate"], found["CurrencyLapsed"]) == ("810", "2026-01-07", "N")


def test_nobody_is_told_of_who_came_after_the_month() -> None:
    by = officer()
    one = someone(by, doing=None)
    with tenancy.acting(by):
        # Half past midnight in summer time is still the day before in Greenwich.
        YoungPerson.objects.filter(pk=one.pk).update(created_at=datetime(2026, 5, 31, 22, 59, tzinfo=UTC))
    assert len(records(build(by, date(2026, 5, 31)))) == 1
    with tenancy.acting(by):
        YoungPerson.objects.filter(pk=one.pk).update(created_at=datetime(2026, 5, 31, 23, 1, tzinfo=UTC))
    assert records(build(by, date(2026, 5, 31))) == []


def test_the_activity_is_that_of_the_last_day_as_it_was_known_then() -> None:
    by = officer()
    one = someone(by, doing={"end_on": date(2026, 1, 20)})
    with tenancy.acting(by):
        later = Activity.objects.create(
            partnership_id=by.partnership,
            young_person=one,
            kind_id="619",
            start_on=date(2026, 1, 20),
            ascertained_on=date(2026, 2, 2),
            verified_on=date(2026, 2, 2),
        )
    assert only(build(by)).values["ActivityCode"] == "210"  # learnt on 2 February: told then
    with tenancy.acting(by):
        Activity.objects.filter(pk=later.pk).update(ascertained_on=date(2026, 1, 25))
    found = only(build(by)).values
    assert (found["ActivityCode"], found["NEETStartDate"]) == ("619", "2026-01-20")
    # Verified since the month ended: then it was known from the day on which it was ascertained.
    assert found["DateVerified"] == "2026-01-25"


def test_a_verification_before_the_last_one_is_remembered() -> None:
    by = officer()
    someone(by, doing={"kind_id": "330", "verified_on": date(2025, 9, 15), "predicted_end_on": None})
    with tenancy.acting(by):
        Activity.objects.update(verified_on=date(2026, 1, 9), lapses_on=date(2026, 7, 9))
        Activity.objects.update(verified_on=date(2026, 2, 2), lapses_on=date(2026, 8, 2))
    found = only(build(by)).values
    assert (found["DateVerified"], found["DueToLapseDate"]) == ("2026-01-09", "2026-07-09")


@pytest.mark.parametrize(
    ("lapses_on", "flag"),
    [(date(2026, 1, 30), "Y"), (date(2026, 1, 31), "N"), (date(2026, 2, 1), "N")],
)
def test_what_lapsed_before_the_last_day_is_flagged(lapses_on: date, flag: str) -> None:
    by = officer()
    someone(by, doing={"lapses_on": lapses_on})
    assert only(build(by)).values["CurrencyLapsed"] == flag


def test_new_young_people_are_given_numbers_that_follow_and_are_never_given_again() -> None:
    by = officer()
    first = someone(by)
    make_identifier(first, "ccis", "4440000000041")
    second = someone(by)
    build(by)
    assert number_of(second) == "4440000000042"
    with tenancy.acting(by):
        YoungPerson.objects.filter(pk=second.pk).delete()
    third = someone(by)
    build(by)
    assert number_of(third) == "4440000000043"


def test_several_authorities_go_into_one_file_and_others_stay_out() -> None:
    by = officer("390", "391", "392")
    for code in ("390", "391", "392"):
        someone(by, lead_authority=code, family_name=f"Of{code}")
    data = build(by, JANUARY, "391", "390")
    assert statuses(data) == {"Of390": "P", "Of391": "P"}
    assert read(io.BytesIO(data)).header.source_leas == ("390", "391")


def test_a_clean_record_has_no_fault() -> None:
    by = officer()
    someone(by)
    extract = read(io.BytesIO(build(by)))
    assert [check(one, extract.header, specification(2025)) for one in extract] == [[]]


def test_a_return_for_an_authority_that_ended_is_refused_from_that_month_on() -> None:
    by = officer("391")
    LocalAuthority.objects.filter(code="391").update(closed_on=date(2026, 1, 15), name="Old Town")
    someone(by)
    assert len(records(build(by, date(2025, 12, 31)))) == 1
    with pytest.raises(NotPossible, match=r"Old Town \(391\) ended on 15 January 2026"):
        build(by)


def test_a_return_for_another_partnerships_authority_is_refused() -> None:
    by = officer("391")
    with pytest.raises(NotPossible, match="392 is not an authority of this partnership"):
        build(by, JANUARY, "391", "392")


def test_an_adviser_builds_no_return() -> None:
    by = officer(role=Role.PERSONAL_ADVISER)
    with pytest.raises(NotAllowed):
        build(by)
