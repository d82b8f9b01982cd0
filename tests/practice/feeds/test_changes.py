"""A later extract: whose each record is, what it changes and what it leaves alone."""

from __future__ import annotations

from datetime import date

import pytest

from connexions.ground.audit.models import Change
from connexions.ground.base import tenancy
from connexions.practice.tracking.models import Activity
from connexions.registers.people.models import (
    Characteristic,
    Identifier,
    Name,
    Residence,
    SearchKey,
    YoungPerson,
)
from tests.engines.ccis.samples import as_xml, clean, in_sixth_form, uln
from tests.practice.feeds.extracts import (
    data_officer,
    person_of,
    rules_of,
    take,
    take_bytes,
)

pytestmark = pytest.mark.django_db

ONE = "4440000000001"


def test_only_what_changed_in_the_source_is_taken_and_history_is_kept() -> None:
    by = data_officer()
    take(by, clean(1), clean(2))
    counts = take(
        by,
        clean(1, FamilyName="Newname", AddressLine1="9 New Road", Postcode="SR1 1RE"),
        clean(2),
        sent_on=date(2026, 3, 3),
    )
    assert (counts["updated"], counts["unchanged"]) == (1, 1)
    person = person_of(by, ONE)
    assert (person.family_name, person.version) == ("Newname", 2)
    with tenancy.acting(by):
        former = Name.objects.get()
        assert (former.kind, former.family_name, former.until_on) == ("former", "Ashwortha", date(2026, 3, 3))
        words = set(SearchKey.objects.filter(young_person=person).values_list("word", flat=True))
        assert {"daniel", "newname", "ashwortha"} <= words
        old, new = Residence.objects.filter(young_person=person).order_by("until_on")
        assert (old.until_on, new.from_on, new.until_on) == (date(2026, 3, 3), date(2026, 3, 3), None)
        assert (old.line_1, new.line_1) == ("1 Test Row", "9 New Road")
        change = Change.objects.get(table_name="people_youngperson")
        assert change.now == {"family_name": "Newname", "version": 2}
        assert change.actor == by.id


def test_what_was_changed_here_is_not_overwritten_silently() -> None:
    by = data_officer()
    take(by, clean(1))
    with tenancy.acting(by):
        YoungPerson.objects.update(gender="W", family_name="Bywedding")
        Residence.objects.update(line_1="Somewhere else")
    counts = take(by, clean(1, Gender="M", AddressLine1="3 Third Row"))
    person = person_of(by, ONE)
    assert (person.gender, person.family_name) == ("W", "Bywedding")
    assert counts["updated"] == 1
    assert rules_of(by) == [1104, 1104]
    with tenancy.acting(by):
        assert Residence.objects.get().line_1 == "Somewhere else"


def test_a_new_activity_ends_the_old_one() -> None:
    by = data_officer()
    take(by, clean(1))
    take(
        by, in_sixth_form(1, StartDate="2026-01-05", DateAscertained="2026-01-06", DateVerified="2026-01-30")
    )
    with tenancy.acting(by):
        old, new = Activity.objects.order_by("start_on")
        assert (old.kind_id, old.end_on) == ("619", date(2026, 1, 5))
        assert (new.kind_id, new.end_on, new.neet_start_on) == ("210", None, None)


def test_a_correction_of_an_activity_changes_it_in_place() -> None:
    by = data_officer()
    take(by, clean(1))
    take(by, clean(1, StartDate="2025-11-03", NEETStartDate="2025-11-03"))
    with tenancy.acting(by):
        activity = Activity.objects.get()
        assert (activity.start_on, activity.version) == (date(2025, 11, 3), 2)


def test_the_later_confirmation_of_the_same_activity_wins() -> None:
    by = data_officer()
    take(by, clean(1))
    with tenancy.acting(by):
        Activity.objects.update(verified_on=date(2026, 2, 20))
    take(by, clean(1, DateVerified="2026-01-28"))
    with tenancy.acting(by):
        assert Activity.objects.get().verified_on == date(2026, 2, 20)
    data = as_xml([clean(1, DateVerified="2026-02-28")])
    take_bytes(by, data.replace(b"<PeriodEnd>2026-01-31", b"<PeriodEnd>2026-02-28"))
    with tenancy.acting(by):
        assert Activity.objects.get().verified_on == date(2026, 2, 28)


def test_characteristics_open_and_end_with_the_source() -> None:
    by = data_officer()
    first, second = clean(1), clean(1)
    first.characteristics, second.characteristics = ("140", "150"), ("140", "160")
    take(by, first)
    with tenancy.acting(by):
        Characteristic.objects.create(
            partnership_id=by.partnership,
            young_person=YoungPerson.objects.get(),
            kind="mental_health",
            source="Adviser",
        )
    take(by, second, sent_on=date(2026, 3, 3))
    with tenancy.acting(by):
        open_now = set(Characteristic.objects.filter(until_on=None).values_list("kind", flat=True))
        assert open_now == {"young_carer", "care_leaver", "mental_health"}
        assert Characteristic.objects.get(kind="substance_misuse").until_on == date(2026, 3, 3)
        assert Characteristic.objects.get(kind="care_leaver").from_on == date(2026, 3, 3)


def test_a_changed_pupil_number_becomes_a_former_one_and_a_learner_number_is_corrected() -> None:
    by = data_officer()
    take(by, clean(1))
    take(by, clean(1, UniquePupilNumber="B801200005001", UniqueLearnerNo=uln(50)))
    with tenancy.acting(by):
        numbers = set(Identifier.objects.exclude(scheme="ccis").values_list("scheme", "value"))
    assert numbers == {
        ("upn", "B801200005001"), ("former_upn", str(clean(1).values["UniquePupilNumber"])), ("uln", uln(50)),
    }  # fmt: skip


def test_a_person_is_matched_by_a_number_already_here() -> None:
    by = data_officer()
    with tenancy.acting(by):
        person = YoungPerson.objects.create(
            partnership_id=by.partnership,
            given_name="Dan",
            family_name="Ashwortha",
            date_of_birth=date(2008, 3, 14),
        )
        Identifier.objects.create(
            partnership_id=by.partnership, young_person=person, scheme="ccis", value=ONE
        )
    counts = take(by, clean(1))
    assert (counts["created"], counts["updated"]) == (0, 1)
    again = person_of(by, ONE)
    assert again.pk == person.pk
    assert (again.given_name, again.ethnicity) == (
        "Dan",
        "WBRI",
    )  # what was empty is filled, what differs is kept
    assert rules_of(by) == [1104]


def test_a_person_is_matched_by_the_number_they_had_before() -> None:
    by = data_officer()
    take(by, clean(1))
    old = person_of(by, ONE)
    moved = clean(1, YoungPersonsID="4449000000001", PreviousYPIDIdentifier=ONE)
    counts = take(by, moved, clean(2))
    assert (counts["created"], counts["updated"]) == (1, 1)
    assert person_of(by, "4449000000001").pk == old.pk
    with tenancy.acting(by):
        assert Identifier.objects.get(value=ONE).scheme == "former_ccis"
    assert take(by, moved)["unchanged"] == 1


def test_somebody_with_the_same_number_is_reported_and_never_merged() -> None:
    by = data_officer()
    take(by, clean(1))
    counts = take(by, clean(2, UniqueLearnerNo=uln(1)))
    assert counts["created"] == 1
    assert rules_of(by) == [1102]


def test_numbers_of_one_person_in_two_records_change_them_once() -> None:
    by = data_officer()
    take(by, clean(1))
    person = person_of(by, ONE)
    with tenancy.acting(by):
        Identifier.objects.create(
            partnership_id=by.partnership, young_person=person, scheme="ccis", value="4440000000777"
        )
    counts = take(by, clean(1, Gender="M"), clean(777, GivenName="Daniel", FamilyName="Ashwortha"))
    assert (counts["updated"], counts["refused"]) == (1, 1)
    assert 1105 in rules_of(by)
