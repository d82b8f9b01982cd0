"""Support ends, waits for a manager, is taken up again or put right; and nothing is lost by it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Conflict, NotAllowed, NotPossible
from connexions.practice.casework import signals
from connexions.practice.casework.actions import endings, steps
from connexions.practice.casework.models import (
    Allocation,
    Assessment,
    Contact,
    Ending,
    Goal,
    Plan,
    Rating,
    Review,
    Step,
)
from connexions.practice.casework.queries import endings as queries
from connexions.registers.accounts.models import Membership
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import Notice, YoungPerson
from tests.factories import make_actor
from tests.factories.casework import TODAY, make_adviser, make_assessment, make_mine, make_plan

pytestmark = pytest.mark.django_db
SUMMARY = "You set out to find a course, and you did."


def end(jay: YoungPerson, by: Actor, **said: Any) -> Ending:
    told = {"reason": "goals-met", "words": "", "summary": SUMMARY, "on": TODAY, **said}
    return endings.end(young_person=jay, by=by, **told)


def again(jay: YoungPerson, by: Actor, **said: Any) -> Ending:
    told = {"reason": "Back in touch", "take_up_plan": True, "on": TODAY, **said}
    return endings.reopen(young_person=jay, to=member(by), by=by, **told)


def member(by: Actor) -> Membership:
    return Membership.objects.get(pk=by.membership)


def manager_of(by: Actor) -> Actor:
    here = Partnership.objects.get(pk=by.partnership)
    return make_actor(partnership=here, role=Role.TEAM_MANAGER, team=Team.objects.get(pk=by.team))


def helped(by: Actor) -> YoungPerson:
    """Somebody with an adviser, an assessment, an agreed plan and a review to come."""
    jay = make_mine(by, level_of_need="intensive")
    with tenancy.acting(by):
        Allocation.objects.create(
            partnership_id=jay.partnership_id,
            young_person=jay,
            adviser_id=by.id,
            team_id=by.team,
            from_on=date(2026, 1, 5),
        )
    make_assessment(jay, by=by, levels={1: 4})
    make_plan(jay, by=by)
    return jay


def test_the_end_frees_the_adviser_closes_the_plan_and_tells_the_young_person() -> None:
    by = make_adviser()
    jay = helped(by)
    heard: list[Any] = []

    def listen(sender: Any, **told: Any) -> None:
        heard.append(told)

    signals.closed.connect(listen)
    with tenancy.acting(by):
        ending = end(jay, by)
        stored = YoungPerson.objects.get(pk=jay.pk)
        assert (stored.adviser_id, stored.team_id) == (None, by.team)
        assert Allocation.objects.get().until_on == TODAY
        plan = Plan.objects.get()
        assert (plan.status, plan.closed_on, plan.closing_summary) == ("closed", TODAY, SUMMARY)
        assert Step.objects.get().status == "to_do", "it stays as it stood"
        assert not Review.objects.exists()
        notice = Notice.objects.exclude(kind__in=("adviser", "plan")).get()
        assert SUMMARY in notice.words
        assert "You did what you set out to do." in notice.words
        assert (ending.state, ending.steps_open) == ("ended", 1)
        assert queries.summary_for(of=jay, by=by, on=TODAY) == ending
    signals.closed.disconnect(listen)
    assert [(one["young_person"].pk, one["by"], one["on"]) for one in heard] == [(jay.pk, by, TODAY)]


def test_it_does_not_end_twice_and_not_without_a_summary() -> None:
    by = make_adviser()
    jay = helped(by)
    with tenancy.acting(by):
        with pytest.raises(NotPossible, match="Write the end summary"):
            end(jay, by, summary="  ")
        end(jay, by)
        with pytest.raises(NotPossible, match="ended already"):
            end(jay, by)


def test_some_reasons_wait_for_a_manager_who_may_decline() -> None:
    by = make_adviser()
    jay, manager = helped(by), manager_of(by)
    with tenancy.acting(by):
        ending = end(jay, by, reason="other-ending")
        assert ending.state == "asked"
        assert YoungPerson.objects.get(pk=jay.pk).adviser_id == by.id
        assert not Notice.objects.exclude(kind__in=("adviser", "plan")).exists()
        with pytest.raises(NotPossible, match="asked already"):
            end(jay, by, reason="other-ending")
        with pytest.raises(NotAllowed, match="Only a manager"):
            endings.decide(ending=ending, agree=True, words="", version=1, on=TODAY, by=by)
    with tenancy.acting(manager):
        assert [one.pk for one in queries.to_agree(by=manager)] == [ending.pk]
        with pytest.raises(NotPossible, match="Say why"):
            endings.decide(ending=ending, agree=False, words="", version=1, on=TODAY, by=manager)
        with pytest.raises(Conflict):
            endings.decide(ending=ending, agree=True, words="", version=7, on=TODAY, by=manager)
        declined = endings.decide(
            ending=ending, agree=False, words="Try once more", version=1, on=TODAY, by=manager
        )
        assert declined.state == "declined"
        assert Plan.objects.get().status == "agreed"


def test_a_manager_agrees_and_it_ends() -> None:
    by = make_adviser()
    jay, manager = helped(by), manager_of(by)
    with tenancy.acting(by):
        ending = end(jay, by, reason="other-ending")
    with tenancy.acting(manager):
        endings.decide(ending=ending, agree=True, words="", version=1, on=TODAY, by=manager)
        assert YoungPerson.objects.get(pk=jay.pk).adviser_id is None
        with pytest.raises(NotPossible, match="ended already"):
            endings.withdraw(ending=ending, on=TODAY, by=manager)


def test_an_adviser_takes_the_request_back() -> None:
    by = make_adviser()
    jay = helped(by)
    with tenancy.acting(by):
        ending = end(jay, by, reason="other-ending")
        endings.withdraw(ending=ending, on=TODAY, by=by)
        assert queries.state_of(queries.latest(of=jay)) == "open"
        assert end(jay, by).state == "ended"


def test_somebody_cannot_be_reached_only_after_so_many_tries() -> None:
    by = make_adviser()
    jay, manager = helped(by), manager_of(by)
    with tenancy.acting(manager):
        with pytest.raises(NotPossible, match="after 5 tries"):
            end(jay, manager, reason="not-reached")
        from django.utils import timezone

        at = timezone.make_aware(timezone.datetime(2026, 10, 1, 12))  # type: ignore[attr-defined]
        for day in range(5):
            Contact.objects.create(
                partnership_id=jay.partnership_id, young_person=jay, at=at + timedelta(days=day),
                channel="phone", outcome="no_answer", recorded_by_id=by.id, recorded_at=at,
            )  # fmt: skip
        assert end(jay, manager, reason="not-reached").state == "ended"


def test_support_is_taken_up_again_with_the_plan_and_a_review_by_rule() -> None:
    by = make_adviser()
    jay = helped(by)
    with tenancy.acting(by):
        end(jay, by)
        later = TODAY + timedelta(days=30)
        with pytest.raises(NotPossible, match="Say why"):
            again(jay, by, reason=" ")
        with pytest.raises(NotPossible, match="ended on a later day"):
            again(jay, by, on=TODAY - timedelta(days=1))
        again(jay, by, on=later)
        plan = Plan.objects.get()
        assert (plan.status, plan.closed_on) == ("changed", None), "to be agreed anew"
        assert YoungPerson.objects.get(pk=jay.pk).adviser_id == by.id
        review = Review.objects.get()
        assert (review.rule, review.due_on) == ("reopened", later + timedelta(weeks=6))
        assert Notice.objects.filter(title="We go on helping you").exists()
        with pytest.raises(NotPossible, match="has not ended"):
            again(jay, by)


def test_an_adviser_takes_up_again_themselves_and_a_manager_names_another() -> None:
    by = make_adviser()
    jay, manager = helped(by), manager_of(by)
    with tenancy.acting(by):
        end(jay, by)
        other = make_actor(
            partnership=Partnership.objects.get(pk=by.partnership), team=Team.objects.get(pk=by.team)
        )
        with pytest.raises(NotAllowed, match="ask a manager"):
            endings.reopen(
                young_person=jay, to=member(other), reason="Back", take_up_plan=False, on=TODAY, by=by
            )
    with tenancy.acting(manager):
        endings.reopen(
            young_person=jay, to=member(other), reason="Back", take_up_plan=False, on=TODAY, by=manager
        )
        assert YoungPerson.objects.get(pk=jay.pk).adviser_id == other.id
        assert Plan.objects.get().status == "closed", "another is begun"


def test_what_was_ended_by_mistake_is_as_it_was() -> None:
    by = make_adviser()
    jay = helped(by)
    with tenancy.acting(by):
        before = [Review.objects.values("due_on", "rule", "because", "since_on").get(), state(jay)]
        end(jay, by)
        with pytest.raises(NotPossible, match="how the mistake"):
            endings.undo(young_person=jay, reason="", on=TODAY, by=by)
        endings.undo(young_person=jay, reason="The wrong record", on=TODAY, by=by)
        assert [Review.objects.values("due_on", "rule", "because", "since_on").get(), state(jay)] == before
        assert "by mistake" in Notice.objects.get(title="We go on helping you").words


def test_a_mistake_is_not_put_right_with_an_adviser_who_has_left() -> None:
    by = make_adviser()
    jay = helped(by)
    with tenancy.acting(by):
        end(jay, by)
        Membership.objects.filter(pk=by.membership).update(until_on=TODAY)
        with pytest.raises(NotPossible, match="no longer works here"):
            endings.undo(young_person=jay, reason="The wrong record", on=TODAY, by=by)


def state(jay: YoungPerson) -> dict[str, Any]:
    """Everything that is kept of somebody, but for versions and how their plan is called just now."""
    rows: dict[str, Any] = {
        model.__name__: sorted(
            map(str, model.objects.filter(young_person=jay).values_list(*fields))  # type: ignore[attr-defined]
        )
        for model, fields in (
            (Assessment, ["id", "finished_at", "summary"]),
            (Rating, ["id", "factor", "adviser_level"]),
            (Plan, ["id", "started_on", "agreed_on"]),
            (Goal, ["id", "words"]),
            (Step, ["id", "words", "status", "reason", "due_on"]),
            (Contact, ["id", "outcome", "note"]),
        )
    }
    held = Review.objects.filter(young_person=jay).exclude(held_on=None)
    return rows | {"held": sorted(map(str, held.values_list("id", "summary")))}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["end", "again", "anew", "undo", "finish"]), min_size=1, max_size=8),
)
def test_ending_and_taking_up_again_keep_everything(moves: list[str]) -> None:
    """Whatever is done in whatever order, as far as the states let it: nothing that was kept is missing."""
    by = make_adviser()
    jay = helped(by)
    with tenancy.acting(by):
        kept = state(jay)
        for move in moves:
            try:
                if move == "end":
                    end(jay, by)
                elif move == "undo":
                    endings.undo(young_person=jay, reason="The wrong record", on=TODAY, by=by)
                elif move == "finish":
                    steps.finish(step=Step.objects.get(young_person=jay), on=TODAY, by=by)
                    kept = state(jay)
                else:
                    again(jay, by, take_up_plan=move == "again")
            except NotPossible:
                continue
            assert state(jay) == kept
        jay.refresh_from_db()
        open_now = queries.state_of(queries.latest(of=jay)) == "open"
        assert (jay.adviser_id is not None) == open_now
        assert Allocation.objects.filter(young_person=jay, until_on=None).count() == int(open_now)
