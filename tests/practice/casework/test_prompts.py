"""The gentle prompts: what they ask of wording and of steps, and that a partnership says them otherwise."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connexions.practice.casework import prompts
from connexions.practice.casework.prompting import shipped
from connexions.practice.casework.prompts import GoalFacts, StepFacts

ON = date(2026, 11, 3)
SHIPPED = shipped()
SOON = StepFacts("Ring the college", "young_person", ON + timedelta(days=3))
GOOD = GoalFacts("Get on to a proper course", True, (SOON,))


def test_a_plan_that_is_specific_is_asked_nothing() -> None:
    assert prompts.of_goal(GOOD, SHIPPED, name="Jay", on=ON) == []


@pytest.mark.parametrize(
    ("goal", "asked"),
    [
        (replace(GOOD, words="Better"), "very short"),
        (replace(GOOD, answers_a_need=False), "answers no need"),
        (replace(GOOD, steps=()), "Nobody does anything"),
        (replace(GOOD, steps=(replace(SOON, owner="adviser"),)), "adviser’s. What could Jay do"),
        (replace(GOOD, steps=(replace(SOON, is_open=False),)), "what would stretch Jay"),
        (replace(GOOD, steps=(replace(SOON, due_on=ON + timedelta(days=30)),)), "before 3 December 2026"),
        (replace(GOOD, steps=(replace(SOON, due_on=ON - timedelta(days=20)),)), "is 20 days past its day"),
        (replace(GOOD, steps=(replace(SOON, words="Think about college"),)), "“Think about” is hard to tick"),
        (replace(GOOD, words="Engage with provision at college"), "Would Jay say “Engage”"),
    ],
)
def test_each_prompt_asks_where_it_should(goal: GoalFacts, asked: str) -> None:
    found = prompts.of_goal(goal, SHIPPED, name="Jay", on=ON)
    assert len(found) == 1
    assert asked in found[0]


def test_a_word_within_another_is_not_that_word() -> None:
    assert prompts.found("Monsoon season", ("soon",)) == ""
    assert prompts.found("As SOON, as I can", ("soon",)) == "SOON"


def test_too_much_at_once() -> None:
    many = GoalFacts("Get on to a course", True, (SOON,) * 6)
    asked = prompts.of_plan([many], SHIPPED, name="Jay", born_on=date(2010, 1, 1), on=ON)
    assert asked == ["Jay has 6 steps to do at once. Which come first, and which can wait?"]


@pytest.mark.parametrize(
    ("born_on", "asks"),
    [
        (date(2006, 12, 1), True),  # turns 20 within the limit
        (date(2007, 6, 1), False),  # turns 20 after all of it
        (date(2006, 11, 2), False),  # was 20 yesterday
        (date(2006, 11, 3), True),  # turns 20 today
    ],
)
def test_somebody_who_turns_twenty_while_the_plan_runs(born_on: date, asks: bool) -> None:
    found = prompts.of_plan([GOOD], SHIPPED, name="Jay", born_on=born_on, on=ON)
    assert bool(found) is asks
    assert all("The plan goes on until then" in said for said in found)


def test_a_birthday_on_the_29th_of_february() -> None:
    assert prompts.birthday(date(2008, 2, 29), 20) == date(2028, 2, 29)
    assert prompts.birthday(date(2008, 2, 29), 19) == date(2027, 3, 1)


def test_what_is_switched_off_asks_nothing() -> None:
    off = {kind: replace(one, is_on=False) for kind, one in SHIPPED.items()}
    bad = GoalFacts("Try", False, ())
    assert prompts.of_goal(bad, off, name="Jay", on=ON) == []
    assert prompts.of_plan([GoalFacts("x", True, (SOON,) * 9)], off, name="J", born_on=ON, on=ON) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=30), st.lists(st.text(max_size=5), max_size=3))
def test_no_wording_breaks_a_prompt(text: str, words: list[str]) -> None:
    found = prompts.found(text, words)
    assert found == "" or found.lower() in text.lower()
