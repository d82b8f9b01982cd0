"""Assessing over several meetings, with sources; two at once; what is odd; and that nothing earlier is ever lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Conflict, NotAllowed, NotPossible
from connexions.practice.casework.actions import assessments, evidence
from connexions.practice.casework.models import Assessment, Evidence, Rating, Sitting
from connexions.practice.casework.queries import assessments as queries
from connexions.registers.partners.models import Partnership
from connexions.registers.people.models import YoungPerson
from tests.factories import make_actor
from tests.factories.casework import TODAY, make_adviser, make_assessment, make_mine

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(timezone.datetime(2026, 11, 3, 12))  # type: ignore[attr-defined]
WEEK = timedelta(days=7)


def rate(made: Assessment, by: Actor, factor: int = 1, version: int = 0, **said: Any) -> Rating:
    told = {"adviser_level": 2, "young_person_level": 3, **said}
    return assessments.rate(assessment=made, factor=factor, version=version, by=by, **told)


def add(made: Assessment, by: Actor, factor: int = 1, **said: Any) -> Evidence:
    told = {"source": "carer", "words": "Sleeps at his uncle’s", "said_on": TODAY, "on": TODAY, **said}
    return evidence.add(assessment=made, factor=factor, at=NOON, by=by, **told)


def begun() -> tuple[Actor, YoungPerson, Assessment]:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        return by, jay, assessments.start(young_person=jay, on=TODAY, by=by)


def test_each_meeting_knows_what_was_spoken_of() -> None:
    by, _, made = begun()
    with tenancy.acting(by):
        rate(made, by, 1, on=TODAY)
        rate(made, by, 2, on=TODAY)
        rate(made, by, 2, 1, adviser_level=3, on=TODAY + WEEK)
        rate(made, by, 3, on=TODAY + WEEK)
        assessments.sit(
            assessment=made,
            on=TODAY + WEEK,
            with_young_person=True,
            others="Mum",
            today=TODAY + WEEK,
            by=by,
        )
        assert list(Sitting.objects.order_by("held_on").values_list("held_on", "others", "factors")) == [
            (TODAY, "", [1, 2]),
            (TODAY + WEEK, "Mum", [2, 3]),
        ]


@pytest.mark.parametrize(
    ("on", "sentence"), [(TODAY + WEEK, "yet to come"), (TODAY - WEEK, "before the assessment began")]
)
def test_a_meeting_is_neither_to_come_nor_before(on: date, sentence: str) -> None:
    by, _, made = begun()
    with tenancy.acting(by), pytest.raises(NotPossible, match=sentence):
        assessments.sit(assessment=made, on=on, with_young_person=True, today=TODAY, by=by)


def test_several_things_may_be_what_a_rating_rests_on() -> None:
    by, jay, made = begun()
    with tenancy.acting(by):
        add(made, by)
        add(made, by)  # the same thing is written once
        add(made, by, source="school", words="Attendance 40 per cent", who="Ms Patel", said_on=TODAY - WEEK)
        profile = queries.with_evidence(queries.profiles(of=jay, by=by, which=[made])[0], of=jay, by=by)
        assert [one.words for one in profile.evidence[1]] == [
            "Attendance 40 per cent",
            "Sleeps at his uncle’s",
        ]
        assert profile.rests_on(1).count("\n") == 1


def test_what_it_rests_on_is_not_from_a_day_to_come() -> None:
    by, _, made = begun()
    with tenancy.acting(by), pytest.raises(NotPossible, match="day to come"):
        add(made, by, said_on=TODAY + WEEK)


def test_evidence_is_taken_out_while_open_and_stays_afterwards() -> None:
    by, _, made = begun()
    with tenancy.acting(by):
        first, second = add(made, by), add(made, by, words="Own words")
        evidence.take_out(assessment=made, evidence_id=first.pk, by=by)
        with pytest.raises(NotPossible, match="taken out already"):
            evidence.take_out(assessment=made, evidence_id=first.pk, by=by)
        rate(made, by)
        assessments.finish(assessment=made, at=NOON, by=by)
        with pytest.raises(NotPossible, match="finished"):
            evidence.take_out(assessment=made, evidence_id=second.pk, by=by)
        with pytest.raises(NotPossible, match="finished"):
            add(made, by, words="Too late")
        assert Evidence.objects.get().words == "Own words"


def test_two_people_rating_the_same_factor_are_told_of_each_other() -> None:
    by, _, made = begun()
    tom = make_actor(
        partnership=Partnership.objects.get(pk=by.partnership), role=Role.DUTY_ADVISER, name="Tom Ridley"
    )
    with tenancy.acting(tom):
        rate(made, tom, strengths="Turns up")
    with tenancy.acting(by):
        with pytest.raises(Conflict, match="Tom Ridley saved") as refused:
            rate(made, by, strengths="Cooks for his uncle")
        assert [(one.theirs, one.mine) for one in refused.value.differences] == [
            ("Turns up", "Cooks for his uncle")
        ]
        assert Rating.objects.get().strengths == "Turns up"


def test_their_own_answer_changes_nothing_of_the_advisers() -> None:
    by, _, made = begun()
    with tenancy.acting(by):
        rate(made, by, strengths="Turns up")
        said = assessments.say(assessment=made, factor=1, level=5, on=TODAY, by=by)
        assert (said.adviser_level, said.young_person_level, said.strengths) == (2, 5, "Turns up")
        with pytest.raises(Conflict):  # the adviser's screen was older than that
            rate(made, by, version=1, adviser_level=3)


def test_not_explored_is_a_row_with_a_reason_and_not_yet_is_none() -> None:
    by, jay, made = begun()
    with tenancy.acting(by):
        rate(made, by, 4, adviser_level=None, young_person_level=None, not_explored="No time")
        profile = queries.profiles(of=jay, by=by, which=[made])[0]
        assert profile.ratings[4].not_explored == "No time"
        assert not profile.rated[4].is_explored
        assert 5 not in profile.ratings


@pytest.mark.parametrize(
    ("status", "sentence"),
    [("T", "moved to another area"), ("E", "moved to another area"), ("D", "has died"), ("M", "duplicate")],
)
def test_somebody_who_is_not_here_any_more_is_not_assessed(status: str, sentence: str) -> None:
    by, jay, made = begun()
    with tenancy.acting(by):
        jay.cohort_status = status
        jay.save()
        with pytest.raises(NotPossible, match=sentence):
            assessments.start(young_person=jay, on=TODAY, by=by)
        made = Assessment.objects.select_related("young_person").get(pk=made.pk)
        with pytest.raises(NotPossible, match=sentence):
            rate(made, by)
        with pytest.raises(NotPossible, match=sentence):
            add(made, by)


def test_an_inspector_adds_nothing() -> None:
    by, _, made = begun()
    inspector = make_actor(partnership=Partnership.objects.get(pk=by.partnership), role=Role.INSPECTOR)
    with tenancy.acting(inspector):
        with pytest.raises(NotAllowed):
            add(made, inspector)
        with pytest.raises(NotAllowed):
            assessments.hand_over(assessment=made, by=inspector)


ODD = [
    "<script>alert(1)</script>",
    "‮مرحبا بالعالم‬ — 字",
    "x" * 100_000,
]


@pytest.mark.parametrize("words", ODD)
def test_odd_words_are_kept_to_the_letter(words: str) -> None:
    by, _, made = begun()
    with tenancy.acting(by):
        add(made, by, words=words)
        assert Evidence.objects.get().words == words


def snapshot(of: YoungPerson) -> dict[Any, Any]:
    """Every finished assessment, to the letter."""
    found = Assessment.objects.filter(young_person=of).exclude(finished_at=None)
    return {
        one.pk: (
            one.form_id,
            one.finished_at,
            one.summary,
            sorted(Rating.whole.filter(assessment=one).values_list("factor", "adviser_level", "strengths")),
            sorted(Evidence.objects.filter(assessment=one).values_list("factor", "words")),
        )
        for one in found
    }


MOVES = st.lists(
    st.one_of(
        st.just(("start",)),
        st.just(("finish",)),
        st.tuples(st.just("rate"), st.integers(1, 19), st.integers(1, 5)),
        st.tuples(st.just("say"), st.integers(1, 18), st.integers(1, 5)),
        st.tuples(st.just("rest"), st.integers(1, 18), st.sampled_from(["Own words", "Seen"])),
    ),
    max_size=14,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_no_order_of_doing_things_changes_what_was_finished(moves: list[tuple[Any, ...]]) -> None:
    by = make_adviser()
    jay = make_mine(by)
    first = make_assessment(jay, by=by, levels={1: 2, 16: 1})
    with tenancy.acting(by):
        kept = snapshot(jay)
        current = first
        for place, move in enumerate(moves):
            before = dict(kept)
            current = attempt(move, current, jay, by, TODAY + timedelta(days=place))
            kept = snapshot(jay)
            assert {key: kept[key] for key in before} == before


def attempt(move: tuple[Any, ...], current: Assessment, jay: YoungPerson, by: Actor, on: date) -> Assessment:
    """Try it; what is refused changes nothing. The assessment it leaves one at."""
    try:
        match move:
            case ("start",):
                return assessments.start(young_person=jay, on=on, by=by)
            case ("finish",):
                assessments.finish(assessment=current, at=NOON, by=by, summary="Once")
            case ("rate", factor, level):
                rate(current, by, factor, adviser_level=level, strengths=f"Level {level}")
            case ("say", factor, level):
                assessments.say(assessment=current, factor=factor, level=level, on=on, by=by)
            case ("rest", factor, words):
                add(current, by, factor, words=words)
    except NotPossible:
        pass
    return current
