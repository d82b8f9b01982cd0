"""The September Guarantee: baseline, offers for many, grace."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from connexions.engines.ccis import specification
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.practice.returns.actions import guarantees
from connexions.practice.returns.models import Baseline, OfferRound
from connexions.practice.returns.queries.guarantees import days_of
from connexions.practice.returns.rules import guarantee as rules
from connexions.practice.tracking.models import GuaranteeStatus
from connexions.registers.people.models import YoungPerson
from tests.practice.returns.office import AT, build, officer, only, promise, someone

pytestmark = pytest.mark.django_db
APRIL, SEPTEMBER, NOVEMBER = date(2026, 4, 20), date(2026, 9, 30), date(2026, 11, 1)


def set_baseline(by: Actor, on: date = APRIL, year: int = 2026, until_on: date = NOVEMBER) -> Baseline:
    with tenancy.acting(by):
        return guarantees.set_baseline(days=days_of(year), until_on=until_on, on=on, by=by)


def record(by: Actor, *whom: YoungPerson, year: int = 11, code: str = "110", at: datetime = AT) -> OfferRound:
    with tenancy.acting(by):
        return guarantees.record_offers(
            young_people=[one.pk for one in whom], year=year, code=code, on=SEPTEMBER, at=at, by=by
        )


def codes(by: Actor) -> dict[tuple[str, int], tuple[str, bool]]:
    with tenancy.acting(by):
        rows = GuaranteeStatus.objects.order_by("young_person__family_name", "year").values_list(
            "young_person__family_name", "year", "code", "on_baseline"
        )
        return {(name, year): (code, on_baseline) for name, year, code, on_baseline in rows}


def test_the_days_come_from_the_table() -> None:
    days = days_of(2026)
    assert (days.set_from, days.closes_on, days.until_on) == (date(2026, 4, 1), SEPTEMBER, NOVEMBER)
    assert [rules.year_of(on) for on in (date(2026, 3, 31), date(2026, 4, 1), date(2027, 1, 9))] == [
        2025,
        2026,
        2026,
    ]


def test_the_baseline_takes_both_year_groups_in_and_keeps_what_was_known() -> None:
    by = officer()
    someone(by, family_name="Eleven", date_of_birth=date(2010, 8, 31))
    known = someone(by, family_name="Twelve", date_of_birth=date(2008, 9, 1))
    someone(by, family_name="Thirteen", date_of_birth=date(2008, 8, 31))
    someone(by, family_name="Ten", date_of_birth=date(2010, 9, 1))
    someone(by, family_name="Gone", date_of_birth=date(2010, 1, 1), cohort_status="T")
    promise(known, 11, "110")
    promise(known, 12, "120", on_baseline=False)
    made = set_baseline(by)
    assert (made.year_11, made.year_12) == (1, 1)
    assert codes(by) == {
        ("Eleven", 11): ("159", True),
        ("Twelve", 11): ("110", False),
        ("Twelve", 12): ("120", True),
    }


def test_set_in_autumn_it_is_still_of_the_aprils_year_groups() -> None:
    by = officer()
    someone(by, family_name="Eleven", date_of_birth=date(2010, 8, 31))
    set_baseline(by, on=SEPTEMBER)
    assert codes(by) == {("Eleven", 11): ("159", True)}


@pytest.mark.parametrize(
    ("on", "until_on", "sentence"),
    [
        (date(2026, 3, 31), NOVEMBER, "is set from 1 April 2026"),
        (APRIL, SEPTEMBER, "runs until 30 September"),
    ],
)
def test_a_baseline_out_of_its_days_is_refused(on: date, until_on: date, sentence: str) -> None:
    with pytest.raises(NotPossible, match=sentence):
        set_baseline(officer(), on=on, until_on=until_on)


def test_there_is_one_baseline_a_year_and_the_next_takes_its_place() -> None:
    by = officer()
    someone(by, family_name="Was", date_of_birth=date(2010, 8, 31))
    set_baseline(by)
    with pytest.raises(NotPossible, match="has been set already"):
        set_baseline(by)
    set_baseline(by, on=date(2027, 4, 2), year=2027, until_on=date(2027, 11, 1))
    assert codes(by) == {("Was", 11): ("159", False), ("Was", 12): ("159", True)}


def test_after_its_grace_nobody_is_on_it() -> None:
    by = officer()
    someone(by, family_name="One", date_of_birth=date(2010, 8, 31))
    set_baseline(by)
    with tenancy.acting(by):
        assert guarantees.close_what_is_over(on=NOVEMBER - timedelta(days=1), by=by) == 0
        assert guarantees.close_what_is_over(on=NOVEMBER, by=by) == 1
        assert guarantees.close_what_is_over(on=NOVEMBER, by=by) == 0
    assert codes(by) == {("One", 11): ("159", False)}


def test_one_status_is_given_to_many_and_taken_back_within_a_day() -> None:
    by = officer()
    people = [someone(by, family_name=name) for name in ("A", "B", "C")]
    for one, code in zip(people, ("159", "140", "110"), strict=True):
        promise(one, 11, code)
    made = record(by, *people)
    assert (made.number, made.said) == (2, "Offer made: 2 young people of Year 11")
    assert {code for code, _ in codes(by).values()} == {"110"}
    with tenancy.acting(by):
        guarantees.take_back(round_id=made.pk, at=AT + rules.UNDO_WITHIN, by=by)
        with pytest.raises(NotPossible, match="already"):
            guarantees.take_back(round_id=made.pk, at=AT, by=by)
    assert [code for code, _ in codes(by).values()] == ["159", "140", "110"]


def test_after_a_day_or_a_change_nothing_is_taken_back() -> None:
    by = officer()
    one = someone(by)
    promise(one, 11, "159")
    made = record(by, one)
    with tenancy.acting(by):
        with pytest.raises(NotPossible, match="more than a day"):
            guarantees.take_back(round_id=made.pk, at=AT + timedelta(hours=25), by=by)
        GuaranteeStatus.objects.update(code="140")
        with pytest.raises(NotPossible, match="changed since"):
            guarantees.take_back(round_id=made.pk, at=AT, by=by)
        with pytest.raises(Missing):
            guarantees.take_back(round_id=one.pk, at=AT, by=by)


def test_offers_are_refused_whole() -> None:
    by = officer()
    one, other, elsewhere = someone(by), someone(by), someone(officer("392"))
    promise(one, 11, "159")
    with pytest.raises(NotPossible, match="Tick at least one"):
        record(by)
    with pytest.raises(NotPossible, match="Not all of those"):
        record(by, one, other)
    with pytest.raises(NotAllowed, match="may not see all"):
        record(by, one, elsewhere)
    with pytest.raises(NotPossible, match="no such status"):
        record(by, one, code="114")  # of Year 12 alone
    assert codes(by)[one.family_name, 11] == ("159", True)
    assert "114" in specification(2026).guarantee_year_12


def test_an_adviser_sees_to_no_guarantee() -> None:
    by = officer(role=Role.PERSONAL_ADVISER)
    with pytest.raises(NotAllowed):
        set_baseline(by)


def status_told(by: Actor, month: date) -> str | None:
    return only(build(by, month, sent_on=NOVEMBER)).values.get("Year11GuaranteeStatus")


def test_a_month_is_told_what_stood_then() -> None:
    by = officer()
    one = someone(by, date_of_birth=date(2010, 3, 14))
    set_baseline(by)
    done = record(by, one)
    with tenancy.acting(by):
        assert GuaranteeStatus.objects.get().since_on == SEPTEMBER
    assert status_told(by, date(2026, 9, 30)) == "110"
    assert status_told(by, date(2026, 8, 31)) == "159"
    assert status_told(by, date(2026, 3, 31)) is None  # before the baseline nothing stood there
    with tenancy.acting(by):
        guarantees.take_back(round_id=done.pk, at=AT + timedelta(hours=1), by=by)
        assert GuaranteeStatus.objects.get().since_on == date(2026, 4, 1)
    assert status_told(by, date(2026, 9, 30)) == "159"


def test_a_status_of_which_nobody_knows_since_when_stood_always() -> None:
    by = officer()
    promise(someone(by, date_of_birth=date(2010, 3, 14)), 11, "110")
    assert status_told(by, date(2025, 12, 31)) == "110"
