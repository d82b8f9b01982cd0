"""What was agreed, told in words and compared with the next edition."""

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from connexions.practice.casework import agreed

STEP = {
    "id": "s1",
    "words": "Ring the college",
    "owner": "young_person",
    "who": "Jay",
    "due_on": "2026-11-10",
    "status": "to_do",
    "status_on": None,
    "reason": "",
}
GOAL = {
    "id": "g1",
    "number": 1,
    "words": "A proper course",
    "clarified": "",
    "strengths": "",
    "needs": ["Participation"],
    "status": "open",
    "reason": "",
    "steps": [STEP],
}
PLAN: dict[str, Any] = {"young_person": "Jay", "adviser": "Priya Nair", "goals": [GOAL], "reasons": []}


def changed(**more: Any) -> dict[str, Any]:
    """The plan with something else about its step."""
    plan = deepcopy(PLAN)
    plan["goals"][0]["steps"][0] |= more
    return plan


def said(before: Any, after: Any) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in agreed.differences(before, after)]


def test_nothing_differs_from_itself() -> None:
    assert said(PLAN, deepcopy(PLAN)) == []


def test_what_was_added_changed_done_and_dropped_is_said() -> None:
    assert said(PLAN, changed(status="done")) == [("done", "Step “Ring the college” is done.")]
    dropped = changed(status="dropped", reason="They are shut.")
    assert said(PLAN, dropped) == [("dropped", "Step “Ring the college” is dropped: They are shut.")]
    moved = "Step “Ring the college”, Jay, by 10 November 2026, is now “Ring the college”, Jay, by 1 December 2026."
    assert said(PLAN, changed(due_on="2026-12-01")) == [("changed", moved)]
    more = deepcopy(PLAN)
    more["goals"].append({**GOAL, "id": "g2", "number": 2, "words": "Sleep", "steps": [{**STEP, "id": "s2"}]})
    assert said(PLAN, more) == [
        ("added", "New goal: “Sleep”."),
        ("added", "New step: “Ring the college”, Jay, by 10 November 2026."),
    ]
    assert said(more, PLAN) == [("dropped", "Goal “Sleep” is no longer there.")]
    reason = {**PLAN, "reasons": [{"need": "Income", "why": "after the move"}]}
    assert said(PLAN, reason) == [("added", "No goal yet for income: after the move.")]


def test_the_plain_words_are_to_the_young_person_and_leave_out_what_is_done() -> None:
    assert agreed.plain(PLAN) == "Goal 1: “A proper course”\n• You: Ring the college, by 10 November 2026."
    assert agreed.plain(changed(status="done")) == "Goal 1: “A proper course”"
    theirs = changed(owner="adviser", who="Priya Nair")
    assert "• Priya Nair: Ring the college" in agreed.plain(theirs)


@given(st.text(), st.text(), st.sampled_from(["to_do", "started", "done", "dropped"]))
def test_every_change_of_words_or_state_is_told(words: str, who: str, status: str) -> None:
    """Whatever is written, a reader of the comparison is told of it."""
    after = changed(words=words, who=who, status=status)
    differs = (words, who, status) != ("Ring the college", "Jay", "to_do")
    assert bool(said(PLAN, after)) is differs
