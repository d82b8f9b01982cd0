"""Assessments: started once, rated factor by factor, finished for good; the earlier is never lost."""

from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role
from connexions.ground.base.refusals import Conflict, NotAllowed, NotPossible
from connexions.practice.casework.actions import assessments
from connexions.practice.casework.models import Assessment, Factor, Rating
from connexions.practice.casework.queries import assessments as queries
from connexions.registers.people.models import YoungPerson
from tests.factories import make_actor
from tests.factories.casework import TODAY, make_adviser, make_assessment, make_mine

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(timezone.datetime(2026, 11, 3, 12))  # type: ignore[attr-defined]


def rate(assessment: Assessment, by: Any, factor: int = 1, version: int = 0, **said: Any) -> Rating:
    told = {"adviser_level": 2, "young_person_level": 3, **said}
    return assessments.rate(assessment=assessment, factor=factor, version=version, by=by, **told)


def test_a_second_cannot_be_started_while_one_is_open() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        assessments.start(young_person=jay, on=TODAY, by=by)
        with pytest.raises(NotPossible, match="open already"):
            assessments.start(young_person=jay, on=TODAY, by=by)


def test_rating_keeps_both_views_and_says_so_in_the_audit() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        made = assessments.start(young_person=jay, on=TODAY, by=by)
        rating = rate(made, by, difference="He is hopeful")
        assert (rating.adviser_level, rating.young_person_level, rating.version) == (2, 3, 1)
        assert rating.young_person_id == jay.pk
        assert (
            AuditEntry.objects.filter(event="casework.assessment.rated", young_person_id=jay.pk).count() == 1
        )


def test_rating_again_with_the_same_changes_nothing() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        made = assessments.start(young_person=jay, on=TODAY, by=by)
        rate(made, by)
        assert rate(made, by, version=1).version == 1
        assert rate(made, by, version=1, adviser_level=4).version == 2


def test_a_rating_over_somebody_elses_is_refused_with_both() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        made = assessments.start(young_person=jay, on=TODAY, by=by)
        rate(made, by, strengths="First")
        rate(made, by, version=1, strengths="Second")
        with pytest.raises(Conflict) as refused:
            rate(made, by, version=1, strengths="Third")
    assert [(d.field, d.theirs, d.mine) for d in refused.value.differences] == [
        ("strengths", "Second", "Third")
    ]


@pytest.mark.parametrize(
    ("factor", "level", "words"), [(19, 2, "no factor 19"), (1, 6, "no level 6"), (1, 0, "no level 0")]
)
def test_what_the_form_does_not_have_is_refused(factor: int, level: int, words: str) -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        made = assessments.start(young_person=jay, on=TODAY, by=by)
        with pytest.raises(NotPossible, match=words):
            rate(made, by, factor=factor, adviser_level=level)


def test_an_empty_one_cannot_be_finished_and_a_finished_one_stays() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        made = assessments.start(young_person=jay, on=TODAY, by=by)
        with pytest.raises(NotPossible, match="Nothing has been rated"):
            assessments.finish(assessment=made, at=NOON, by=by)
        rate(made, by)
        assessments.finish(assessment=made, at=NOON, by=by, summary="A start")
        with pytest.raises(NotPossible, match="finished"):
            rate(made, by, version=1, adviser_level=5)
        with pytest.raises(NotPossible, match="finished already"):
            assessments.finish(assessment=made, at=NOON, by=by)
        assert Rating.objects.get().adviser_level == 2


def test_another_team_may_not_assess() -> None:
    mine = make_adviser()
    jay = make_mine(mine)
    from connexions.registers.partners.models import Partnership

    other = make_actor(partnership=Partnership.objects.get(pk=mine.partnership), role=Role.PERSONAL_ADVISER)
    with tenancy.acting(other), pytest.raises(NotAllowed):
        assessments.start(young_person=jay, on=TODAY, by=other)


def test_an_inspector_reads_and_does_not_rate() -> None:
    mine = make_adviser()
    jay = make_mine(mine)
    make_assessment(jay, by=mine, levels={1: 2})
    from connexions.registers.partners.models import Partnership

    inspector = make_actor(partnership=Partnership.objects.get(pk=mine.partnership), role=Role.INSPECTOR)
    with tenancy.acting(inspector):
        assert len(queries.assessments_of(of=jay, by=inspector)) == 1
        with pytest.raises(NotAllowed, match="not change it"):
            assessments.start(young_person=jay, on=TODAY, by=inspector)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.integers(1, 18), st.integers(1, 5), min_size=1),
    st.dictionaries(st.integers(1, 18), st.integers(1, 5), min_size=1),
)
def test_a_rescore_never_loses_the_earlier(first: dict[int, int], second: dict[int, int]) -> None:
    by = make_adviser()
    jay: YoungPerson = make_mine(by)
    one = make_assessment(jay, by=by, levels=first)
    two = make_assessment(jay, by=by, levels=second)
    with tenancy.acting(by):
        found = queries.profiles(of=jay, by=by, which=[one, two])
        assert {f: r.adviser for f, r in found[0].rated.items()} == first
        assert {f: r.adviser for f, r in found[1].rated.items()} == second
        assert [a.pk for a in queries.assessments_of(of=jay, by=by)] == [two.pk, one.pk]


def test_the_shipped_form_has_eighteen_factors_in_four_groups_with_prompts() -> None:
    factors = list(Factor.objects.filter(form_id=1))
    assert [one.number for one in factors] == list(range(1, 19))
    assert len({one.group for one in factors}) == 4
    assert all(3 <= len(one.prompts.splitlines()) <= 5 for one in factors)
