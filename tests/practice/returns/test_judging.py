"""The records as they stand, judged at night, or one of them alone."""

from __future__ import annotations

import io
from datetime import date

import pytest

from connexions.engines.ccis import check, read, specification
from connexions.engines.ccis.rules import RULES
from connexions.engines.ccis.specification import all_rules
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed
from connexions.ground.design.furniture import url_if_any
from connexions.practice.returns import tasks
from connexions.practice.returns.actions import judging
from connexions.practice.returns.models import StandingFault
from connexions.practice.returns.queries.doubles import doubles
from connexions.practice.returns.rules.mending import OF_MANY, page_of
from connexions.registers.people.models import YoungPerson
from tests.factories import make_identifier
from tests.practice.returns.office import JANUARY, build_whole, make_system, officer, only, someone

pytestmark = pytest.mark.django_db
LATER = date(2026, 2, 1)


def found(by: Actor) -> dict[int, tuple[date, date | None]]:
    with tenancy.acting(by):
        rows = StandingFault.objects.order_by("id").values_list("rule", "opened_on", "closed_on")
        return {rule: (opened, closed) for rule, opened, closed in rows}


def judge(by: Actor, on: date = JANUARY) -> judging.Judged:
    with tenancy.acting(by):
        return judging.judge_everybody(on=on, by=by)


def test_what_is_found_is_opened_once_and_closed_when_it_was_mended() -> None:
    by = officer()
    one = someone(by, ethnicity="")
    assert judge(by) == judging.Judged(opened=1, closed=0, still_open=1)
    assert judge(by, LATER) == judging.Judged(opened=0, closed=0, still_open=1)
    assert found(by) == {6: (JANUARY, None)}
    with tenancy.acting(by):
        YoungPerson.objects.filter(pk=one.pk).update(ethnicity="WBRI")
    assert judge(by, LATER) == judging.Judged(opened=0, closed=1, still_open=0)
    assert found(by) == {6: (JANUARY, LATER)}


def test_what_comes_again_is_another_fault_and_other_words_are_the_same_one() -> None:
    by = officer()
    one = someone(by, ethnicity="ABCD")
    judge(by)
    with tenancy.acting(by):
        YoungPerson.objects.filter(pk=one.pk).update(ethnicity="EFGH")
    judge(by)
    with tenancy.acting(by):
        assert "EFGH" in StandingFault.objects.get().words
        YoungPerson.objects.filter(pk=one.pk).update(ethnicity="WBRI")
    judge(by)
    with tenancy.acting(by):
        YoungPerson.objects.filter(pk=one.pk).update(ethnicity="")
    judge(by, LATER)
    with tenancy.acting(by):
        assert StandingFault.objects.count() == 2


def test_two_of_one_number_are_found_by_the_night_and_left_alone_by_a_change_of_one() -> None:
    by = officer()
    pair = [someone(by), someone(by)]
    for one in pair:
        make_identifier(one, "uln", "1234567890")
    judge(by)
    assert 907 in found(by)
    with tenancy.acting(by):
        for one in pair:
            judging.judge(young_person_id=one.pk, on=LATER, by=by)
    assert found(by)[907] == (JANUARY, None)


def test_one_is_judged_anew_alone() -> None:
    by = officer()
    one, other = someone(by, ethnicity=""), someone(by, ethnicity="")
    judge(by)
    with tenancy.acting(by):
        YoungPerson.objects.update(ethnicity="WBRI")
        judging.judge(young_person_id=one.pk, on=LATER, by=by)
        still = set(StandingFault.objects.filter(closed_on=None).values_list("young_person_id", flat=True))
    assert still == {other.pk}


def test_whoever_has_no_authority_is_found_so() -> None:
    by = officer("390", "391")
    someone(by, lead_authority="")
    judge(by)
    assert 14 in found(by)


def test_nothing_is_found_where_there_is_no_authority() -> None:
    by = officer("391")
    someone(by, ethnicity="")
    from connexions.registers.partners.models import LocalAuthority

    LocalAuthority.objects.filter(partnership=by.partnership).update(partnership=None)
    assert judge(by) == judging.Judged()


def test_the_night_does_it_for_a_whole_partnership() -> None:
    by = officer()
    one = someone(by, ethnicity="")
    done = tasks.night(partnership=by.partnership, on=JANUARY)
    assert done == {"open": 1, "proposed": 0, "off_baseline": 0}
    assert make_system(one).partnership == by.partnership


def test_an_adviser_judges_nobody() -> None:
    by = officer(role=Role.PERSONAL_ADVISER)
    with pytest.raises(NotAllowed):
        judge(by)


def test_every_rule_has_a_page_where_it_is_mended() -> None:
    one = "00000000-0000-7000-8000-000000000001"
    for rule in all_rules():
        page, words = page_of(rule.field)
        assert words
        assert url_if_any(page) if page in OF_MANY else url_if_any(page, one), rule.field
    assert RULES


def test_a_name_that_may_not_be_sent_is_sent_without_its_signs_and_stands_to_be_mended() -> None:
    by = officer()
    one = someone(by, given_name="Jay (J2)")
    on = date(2026, 5, 31)  # the requirement of 2026-27 forbids them
    judge(by, on)
    with tenancy.acting(by):
        fault = StandingFault.objects.get(rule=44)
        assert "Jay (J2)" in fault.words
        judging.judge(young_person_id=one.pk, on=on, by=by)
        assert StandingFault.objects.get(rule=44).closed_on is None
    data, built = build_whole(by, on, sent_on=date(2026, 6, 3))
    assert only(data).values["GivenName"] == "Jay J"
    assert built.counts["renamed"] == 1
    assert not check(only(data), next(iter([read(io.BytesIO(data)).header])), specification(2026))
    with tenancy.acting(by):
        YoungPerson.objects.filter(pk=one.pk).update(given_name="Jay")
        judging.judge(young_person_id=one.pk, on=on, by=by)
        assert StandingFault.objects.get(rule=44).closed_on == on


def test_only_those_who_might_be_somebody_else_are_laid_beside_each_other() -> None:
    by = officer()
    one = someone(by, given_name="Sam", family_name="O’Neill")
    other = someone(by, given_name="sam", family_name="O'Neill")
    twin = someone(by, given_name="Kit", family_name="O’Neill")
    with tenancy.acting(by):
        assert doubles(by=by) == {one.pk, other.pk}
    judge(by)
    with tenancy.acting(by):
        found = list(StandingFault.objects.filter(rule=908).values_list("young_person_id", flat=True))
    assert len(found) == 1
    assert twin.pk not in found
