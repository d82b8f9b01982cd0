"""Contacts that ask to be tried again; reviews that set the next."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from connexions.ground.base import tenancy
from connexions.ground.base.refusals import Conflict, NotPossible
from connexions.practice.casework.actions import assessments, contacts, reviews
from connexions.practice.casework.models import Contact, Plan, Review
from connexions.registers.people.models import YoungPerson
from tests.factories.casework import TODAY, make_adviser, make_assessment, make_mine, make_plan, make_review

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 3, 10, tzinfo=timezone.get_default_timezone())  # a Tuesday


def contact(jay: YoungPerson, by: object, outcome: str, **said: object) -> Contact:
    told = {"at": NOW, "channel": "phone", "recorded_at": NOW, **said}
    return contacts.record(young_person=jay, outcome=outcome, by=by, **told)  # type: ignore[arg-type]


def test_a_failed_try_comes_up_again_by_rule_or_on_the_day_given() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        assert contact(jay, by, "no_answer").try_again_on == date(2026, 11, 5)
        given = contact(jay, by, "no_answer", try_again_on=date(2026, 11, 10))
        assert given.try_again_on == date(2026, 11, 10)
        assert contact(jay, by, "spoke", try_again_on=date(2026, 11, 10)).try_again_on is None


def test_what_has_not_happened_is_not_recorded() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by), pytest.raises(NotPossible, match="not happened yet"):
        contact(jay, by, "spoke", at=NOW + timedelta(minutes=1))


def test_a_review_is_set_moved_and_not_set_for_a_day_gone_by() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        first = reviews.set_due(young_person=jay, due_on=date(2026, 11, 20), on=TODAY, by=by)
        moved = reviews.set_due(young_person=jay, due_on=date(2026, 11, 25), on=TODAY, by=by, version=1)
        assert (moved.pk, moved.due_on, moved.version) == (first.pk, date(2026, 11, 25), 2)
        with pytest.raises(Conflict):
            reviews.set_due(young_person=jay, due_on=date(2026, 11, 26), on=TODAY, by=by, version=1)
        with pytest.raises(NotPossible, match="past"):
            reviews.set_due(young_person=jay, due_on=date(2026, 11, 2), on=TODAY, by=by, version=2)


@pytest.mark.parametrize(("level", "weeks"), [("intensive", 6), ("supported", 13), ("minimum", None)])
def test_holding_sets_the_next_by_the_rule_of_the_level(level: str, weeks: int | None) -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need=level)
    with tenancy.acting(by):
        review = make_review(jay, due_on=TODAY)
        held = reviews.hold(review=review, on=TODAY, decision="go_on", summary="Well", version=1, by=by)
        assert (held.held_on, held.held_by_id) == (TODAY, by.id)
        coming = Review.objects.filter(held_on=None).first()
        assert (coming and coming.due_on) == (TODAY + timedelta(weeks=weeks) if weeks else None)
        with pytest.raises(NotPossible, match="held already"):
            reviews.hold(review=review, on=TODAY, decision="go_on", summary="", version=2, by=by)


def test_an_open_assessment_is_finished_first_and_then_belongs_to_the_review() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        review = make_review(jay, due_on=TODAY)
    made = make_assessment(jay, by=by, levels={1: 4}, finished=False)
    with tenancy.acting(by):
        with pytest.raises(NotPossible, match="finish it first"):
            reviews.hold(review=review, on=TODAY, decision="go_on", summary="", version=1, by=by)
        assessments.finish(assessment=made, at=NOW, by=by)
        held = reviews.hold(review=review, on=TODAY, decision="go_on", summary="", version=1, by=by)
        assert held.assessment == made
        following = make_next(jay)
        again = reviews.hold(review=following, on=TODAY, decision="go_on", summary="", version=1, by=by)
        assert again.assessment is None, "it was made for the review before"


def make_next(jay: YoungPerson) -> Review:
    existing = Review.objects.filter(young_person=jay, held_on=None).first()
    return existing or make_review(jay, due_on=TODAY)


def test_changing_the_level_changes_it_and_the_next_review() -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need="supported")
    with tenancy.acting(by):
        review = make_review(jay, due_on=TODAY)
        with pytest.raises(NotPossible, match="other than the present"):
            reviews.hold(
                review=review,
                on=TODAY,
                decision="change_level",
                summary="",
                version=1,
                by=by,
                new_level="supported",
            )
        reviews.hold(
            review=review,
            on=TODAY,
            decision="change_level",
            summary="",
            version=1,
            by=by,
            new_level="intensive",
        )
        assert YoungPerson.objects.get(pk=jay.pk).level_of_need == "intensive"
        assert Review.objects.get(held_on=None).due_on == TODAY + timedelta(weeks=6)


def test_closing_closes_the_plan_and_sets_no_review() -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need="intensive")
    make_plan(jay, by=by)
    with tenancy.acting(by):
        review = Review.objects.get()
        reviews.hold(
            review=review,
            on=TODAY,
            decision="close",
            summary="Working now",
            version=1,
            by=by,
            reason="goals-met",
            ending="You did it.",
        )
        assert Plan.objects.get().status == "closed"
        assert not Review.objects.filter(held_on=None).exists()
