from collections import Counter
from datetime import timedelta

from config.demo.profiles import needs
from config.demo.rota import LEADS
from config.demo.shapes import Person
from connexions.practice.casework import rules
from tests.demo.population import TODAY, everybody

PRIYA, QUOTA = LEADS["tyne-and-wear"]


def caseload(adviser: str) -> list[Person]:
    return [person for person in everybody() if person.adviser == adviser]


def in_situation(situation: str) -> list[Person]:
    return [person for person in everybody() if person.situation == situation]


def test_the_first_adviser_has_exactly_the_caseload_of_the_story() -> None:
    found = caseload(PRIYA)
    assert Counter(person.level for person in found) == QUOTA
    assert {person.partnership for person in found} == {"tyne-and-wear"}


def test_there_is_somebody_in_every_situation() -> None:
    wanted = {
        "calm", "review_overdue", "review_due", "failed", "lapsing", "stuck", "no_goal", "new",
        "open_assessment", "draft_plan", "unassessed", "light", "ended",
    }  # fmt: skip
    assert wanted <= {person.situation for person in everybody()}


def test_an_overdue_review_is_overdue() -> None:
    for person in in_situation("review_overdue"):
        [due] = [look for look in person.reviews if look.held_on is None]
        assert due.due_on + timedelta(days=7) < TODAY


def test_the_last_contacts_of_whoever_cannot_be_reached_failed() -> None:
    found = in_situation("failed")
    assert found
    for person in found:
        assert all(touch.outcome != "spoke" for touch in person.contacts[-3:])
        assert person.contacts[-1].try_again_on == TODAY


def test_in_a_stuck_plan_nothing_has_moved_for_four_weeks_and_in_no_other() -> None:
    for person in everybody():
        for plan in person.plans:
            moved = [step.status_on for goal in plan.goals for step in goal.steps]
            if plan.status == "closed" or not moved:
                continue
            stuck = max([plan.started_on, *moved]) <= TODAY - timedelta(days=rules.STUCK_AFTER_DAYS)
            assert stuck == (person.situation == "stuck"), (person.number, person.situation)


def test_every_need_has_a_goal_save_where_that_is_the_story() -> None:
    for person in everybody():
        plans = [plan for plan in person.plans if plan.status != "closed"]
        finished = [marks for marks in person.assessments if marks.finished_at]
        if not plans or not finished:
            continue
        answered = {factor for goal in plans[-1].goals for factor in goal.factors}
        left = set(needs(finished[-1])) - answered
        assert bool(left) == (person.situation == "no_goal"), (person.number, person.situation)


def test_a_lapsing_status_lapses_within_days() -> None:
    for person in in_situation("lapsing"):
        lapses = person.spells[-1].lapses_on
        assert lapses is not None
        assert 0 < (lapses - TODAY).days <= 7


def test_notes_vary() -> None:
    written = [touch.note for person in everybody() for touch in person.contacts]
    assert len(set(written)) > len(written) * 0.6


def test_nothing_written_would_break_a_row() -> None:
    texts = repr(everybody()[:3000])
    assert "\\" not in texts
    assert "<" not in texts.replace("<bound", "")
