"""The pages of reviewing: each opens in a bounded number of queries, saves once, and loses nothing typed."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Role
from connexions.practice.casework.actions import endings, reviews, transitions
from connexions.practice.casework.models import Ending, Exemption, Review, ReviewRule, StepLook, Transition
from connexions.registers.accounts.models import Membership, User
from tests.factories import make_staff, sign_in
from tests.factories.casework import make_plan
from tests.practice.casework.test_pages import Desk

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def desk() -> Desk:
    """Jay has a plan that was agreed today, and a review that follows from it."""
    made = Desk()
    make_plan(made.jay, by=made.by, on=clock.today())
    return made


def boxes(name: str, day: Any) -> dict[str, str]:
    return {f"{name}-{box}": str(getattr(day, box)) for box in ("day", "month", "year")}


def client_of(desk: Desk, role: Role) -> Client:
    user, _ = make_staff(partnership=desk.partnership, team=desk.team, role=role)
    return sign_in(Client(), user)


def holding(review: Review, **typed: Any) -> dict[str, Any]:
    said = {"review": review.pk, "version": review.version, "summary": "Well", "decision": "go_on"}
    return {**said, **boxes("held_on", clock.today()), **typed}


def moving(desk: Desk) -> Transition:
    with desk.acting():
        return transitions.begin(
            young_person=desk.jay, kind="another-area", on_day=clock.today(), to_whom="", on=clock.today(),
            by=desk.by,
        )  # fmt: skip


# How a transaction tells PostgreSQL who acts; a test stands within one of its own, so it is told twice as often.
TELLS_WHO_ACTS = ("SELECT set_config(", "SELECT coalesce(current_setting(")


def test_every_page_asks_the_database_a_bounded_number_of_times(desk: Desk) -> None:
    change = moving(desk)
    pages = [
        desk.address(page)
        for page in (
            "review",
            "review_hold",
            "review_set",
            "review_exempt",
            "support_end",
            "transition_begin",
        )
    ]
    pages += [desk.address(page, change.pk) for page in ("transition", "transition_change", "handover")]
    for address in pages:
        desk.client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert desk.client.get(address).status_code == 200, address
        reads = [one["sql"] for one in found if one["sql"].split(" ")[0] in ("SELECT", "(SELECT", "WITH")]
        asked = [sql for sql in reads if not sql.startswith(TELLS_WHO_ACTS)]
        assert len(asked) <= MOST_QUERIES, (address, [one[:200] for one in asked])


def test_the_day_says_why_it_is_due(desk: Desk) -> None:
    page = desk.open("review")
    assert "Why then:" in page
    assert "With intensive support we look at a new plan after 6 weeks" in page


def test_a_second_person_who_holds_the_same_review_is_told_and_keeps_their_text(desk: Desk) -> None:
    with desk.acting():
        review = Review.objects.get()
    typed = holding(review, summary="My own long account", they_say="Fine by me")
    assert desk.client.post(desk.address("review_hold"), holding(review)).status_code == 302
    answer = desk.client.post(desk.address("review_hold"), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This review has been held already." in page
    assert "My own long account" in page
    assert "Fine by me" in page
    with desk.acting():
        assert Review.objects.exclude(held_on=None).count() == 1, "the next one is not held in its place"


def test_closing_in_a_review_wants_a_reason_and_an_end_summary(desk: Desk) -> None:
    with desk.acting():
        review = Review.objects.get()
    answer = desk.client.post(desk.address("review_hold"), holding(review, decision="close"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose why support ends" in page
    assert "Write the end summary" in page
    told = holding(review, decision="close", reason="goals-met", ending="You did it.")
    assert desk.client.post(desk.address("review_hold"), told).status_code == 302
    page = desk.open("review")
    assert "Support ended on" in page
    with desk.acting():
        assert Ending.objects.get().review == review
        assert not Review.objects.filter(held_on=None).exists()


def test_a_hostile_text_is_shown_and_not_obeyed(desk: Desk) -> None:
    with desk.acting():
        review = Review.objects.get()
    hostile = "<script>alert(1)</script> \u202eabc {{ 7*7 }} ’"
    assert desk.client.post(desk.address("review_hold"), holding(review, they_say=hostile)).status_code == 302
    page = desk.open("review")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    long = desk.client.post(desk.address("review_exempt"), {"reason": "exams", "words": "x" * 100_000})
    assert long.status_code == 422
    assert "x" * 1000 in long.content.decode()


def test_a_step_is_looked_at_from_the_review(desk: Desk) -> None:
    with desk.acting():
        step = desk.jay.steps.get()
    sent = desk.client.post(
        desk.address("review_step", step.pk), {"found": "new_day", "version": step.version}
    )
    assert "Give this step a day that is still to come" in sent.content.decode()
    sent = desk.client.post(desk.address("review_step", step.pk), {"found": "done", "version": step.version})
    assert sent.status_code == 302
    with desk.acting():
        assert StepLook.objects.get().found == "done"
    assert "Done" in desk.open("review_hold")


def test_no_review_for_a_time_is_shown_and_ended(desk: Desk) -> None:
    until = clock.today().replace(year=clock.today().year + 1)
    sent = desk.send("review_exempt", reason="exams", words="Until June", **boxes("until_on", until))
    assert sent.status_code == 302
    page = desk.open("review")
    assert "No review until" in page
    assert "Until June" in page
    assert desk.send("review_exempt_end").status_code == 302
    with desk.acting():
        assert Exemption.objects.get().ended_on == clock.today()


def test_support_ends_waits_comes_back_and_is_put_right(desk: Desk) -> None:
    manager = client_of(desk, Role.TEAM_MANAGER)
    said = {"reason": "other-ending", "summary": "Thank you.", "words": ""}
    assert desk.send("support_end", **said).status_code == 302
    assert "A manager is asked" in desk.open("review")
    assert "Support to end: your word is wanted" in manager.get(reverse("casework:overdue")).content.decode()
    decide = desk.address("support_decide")
    with desk.acting():
        version = Ending.objects.get().version
    assert desk.client.get(decide).status_code == 403
    assert manager.post(decide, {"agree": "no", "words": "", "version": version}).status_code == 409
    assert manager.post(decide, {"agree": "yes", "words": "", "version": version}).status_code == 302
    assert manager.get(decide).status_code == 409
    page = manager.get(desk.address("review")).content.decode()
    assert "Support ended on" in page
    assert manager.get(desk.address("support_undo")).status_code == 200
    assert manager.post(desk.address("support_undo"), {"reason": "The wrong record"}).status_code == 302
    assert "ended by mistake, and put right" in desk.open("review")


def test_an_adviser_takes_support_up_again_from_the_page(desk: Desk) -> None:
    desk.send("support_end", reason="goals-met", summary="Thank you.", words="")
    assert "Goes on where it stopped" in desk.open("support_reopen")
    sent = desk.send("support_reopen", to=desk.by.membership, reason="Back", plan="take_up")
    assert sent.status_code == 302
    assert desk.client.get(desk.address("support_reopen")).status_code == 409


def test_a_change_is_told_confirmed_and_done_from_its_page(desk: Desk) -> None:
    change = moving(desk)
    refused = desk.send("transition_move", change.pk, move="confirm", who="Dana Reed")
    assert refused.status_code == 409
    assert "Dana Reed" in refused.content.decode()
    typed = {"to_whom": "Durham", "summary": "Likes cars", "version": change.version}
    assert desk.send("transition_change", change.pk, **boxes("on_day", change.on), **typed).status_code == 302
    for step in ({"move": "tell"}, {"move": "confirm", "who": "Dana Reed"}, {"move": "finish"}):
        assert desk.send("transition_move", change.pk, **step).status_code == 302
    assert "Likes cars" in desk.open("handover", change.pk)
    with desk.acting():
        stored = Transition.objects.get()
        assert (stored.state, stored.told_on) == ("done", clock.today())


def test_the_young_person_reads_when_what_changes_and_how_it_ended(desk: Desk) -> None:
    user = User.objects.create_user(phone="+447700900779", name="Jay Holloway")
    Membership.objects.create(
        user=user, partnership=desk.partnership, role=Role.YOUNG_PERSON, young_person_id=desk.jay.pk,
        from_on=clock.today(),
    )  # fmt: skip
    theirs = sign_in(Client(), user)
    assert "When we look at your plan together" in theirs.get(reverse("casework:my_support")).content.decode()
    with desk.acting():
        endings.end(
            young_person=desk.jay, reason="goals-met", words="Private", summary="You did it all yourself.",
            on=clock.today(), by=desk.by,
        )  # fmt: skip
    page = theirs.get(reverse("casework:my_support")).content.decode()
    assert "You did it all yourself." in page
    assert "Private" not in page


def test_rules_are_previewed_changed_and_kept_in_editions(desk: Desk) -> None:
    data = client_of(desk, Role.DATA_OFFICER)
    address = reverse("casework:wording_change", args=["rules", "agreed-intensive"])
    typed = {
        "event": "agreed", "level": "intensive", "within_weeks": "2", "after": "", "why": "Ours: two weeks",
        "in_use": "on", "edition": "0", **boxes("from_on", clock.today()),
    }  # fmt: skip
    preview = data.post(address, {**typed, "preview": "yes"}).content.decode()
    assert "Nothing is saved yet." in preview
    with desk.acting():
        assert not ReviewRule.objects.exists()
    assert data.post(address, typed).status_code == 302
    assert "Ours: two weeks" in data.get(reverse("casework:wording")).content.decode()
    assert data.post(address, typed).status_code == 409, "somebody else has changed it meanwhile"
    assert "Edition 1" in data.get(address).content.decode()
    for name in ("rules", "endings", "exemptions", "transitions"):
        assert data.get(reverse("casework:wording_add", args=[name])).status_code == 200
    assert data.get(reverse("casework:wording_add", args=["nothing"])).status_code == 404


def test_the_first_hold_of_a_moved_review_is_to_be_read_again(desk: Desk) -> None:
    with desk.acting():
        review = Review.objects.get()
        reviews.set_due(
            young_person=desk.jay, due_on=clock.today(), on=clock.today(), by=desk.by, version=review.version
        )
    answer = desk.client.post(desk.address("review_hold"), holding(review, summary="Typed before"))
    assert answer.status_code == 409
    assert "Typed before" in answer.content.decode()
    assert tenancy.current() is None
