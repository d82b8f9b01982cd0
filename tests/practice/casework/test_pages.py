"""The pages of the casework: each opens, each form saves once, and what is refused keeps what was typed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.practice.casework.models import Assessment, Contact, Plan, Rating, Review, Step
from connexions.registers.accounts.actors import actor_for
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import YoungPerson
from tests.factories import make_partnership, make_staff, make_young_person, sign_in

pytestmark = pytest.mark.django_db


class Desk:
    """An adviser at their desk, with one young person of their own."""

    def __init__(self) -> None:
        self.partnership: Partnership = make_partnership()
        self.team = Team.objects.get(partnership=self.partnership)
        user, membership = make_staff(partnership=self.partnership, team=self.team, name="Priya Nair")
        self.by: Actor = actor_for(membership, user)
        self.client: Client = sign_in(Client(), user)
        self.jay: YoungPerson = make_young_person(
            partnership=self.partnership,
            given_name="Jay",
            family_name="Holloway",
            adviser=user,
            team=self.team,
            level_of_need="intensive",
        )

    def address(self, page: str, *more: Any) -> str:
        return reverse(f"casework:{page}", args=[self.jay.pk, *more])

    def open(self, page: str, *more: Any) -> str:
        answer = self.client.get(self.address(page, *more))
        assert answer.status_code == 200, answer.content.decode()[:2000]
        return answer.content.decode()

    def send(self, page: str, *more: Any, **typed: Any) -> Any:
        return self.client.post(self.address(page, *more), typed)

    def acting(self) -> Any:
        return tenancy.acting(self.by)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_the_main_job_from_page_to_page(desk: Desk) -> None:
    assert "No assessment yet" in desk.open("assessment")
    assert desk.send("assessment_start").status_code == 302
    assert "1 Participation" in desk.open("assessment")
    answer = desk.send(
        "assessment_factor",
        1,
        young_person_level="3",
        adviser_level="2",
        difference="He is hopeful",
        version="0",
    )
    assert answer.url == desk.address("assessment_factor", 2)
    assert "He is hopeful" in desk.open("assessment_factor", 1)
    assert "participation" in desk.open("assessment_finish")
    assert desk.send("assessment_finish", summary="A good start").url == desk.address("plan")
    assert "Participation: significant need" in desk.open("plan")

    assert desk.send("goal_add", words="A proper course", factors=["1"]).status_code == 302
    with desk.acting():
        goal = Plan.objects.get().goals.get()
    typed = {"words": "Ring the college", "owner": "young_person", "owner_name": "", "due_on-day": "1"}
    answer = desk.send("step_add", goal.pk, **typed, **{"due_on-month": "12", "due_on-year": "2026"})
    assert answer.status_code == 302
    with desk.acting():
        plan = Plan.objects.get()
    assert "Do you both agree?" in desk.open("plan_agree")
    assert desk.send("plan_agree", how="on_page", version=str(plan.version)).status_code == 302
    assert "agreed on" in desk.open("plan")
    with desk.acting():
        assert Plan.objects.get().status == Plan.Status.AGREED
        step = Step.objects.get()
        assert Review.objects.get().held_on is None
    desk.send("step_move", step.pk, move="finish")
    assert "1 of 1 done" in desk.open("plan")
    assert "Due" in desk.open("review")
    assert "How things stand" in desk.open("review_hold")
    answer = desk.send("review_hold", summary="Going well", decision="go_on", version="1")
    assert answer.status_code == 302
    assert "Going well" in desk.open("review")
    with desk.acting():
        assert Review.objects.filter(held_on=None).count() == 1
    for page in ("contacts", "contact_record", "plan_close", "review_set", "goal_add"):
        desk.open(page)
    desk.open("step_change", step.pk)
    desk.open("step_drop", step.pk)
    desk.open("no_goal", 1)
    desk.open("goal_change", goal.pk)
    with desk.acting():
        desk.open("assessment_one", Assessment.objects.get().pk)


def test_a_refused_contact_keeps_what_was_typed(desk: Desk) -> None:
    answer = desk.send("contact_record", channel="phone", note="She rang from her aunt’s.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "She rang from her aunt’s." in page
    assert "Choose what happened" in page or "What happened" in page
    assert "<title>Error:" in page
    with desk.acting():
        assert not Contact.objects.exists()


def test_a_rating_over_somebody_elses_shows_both_texts(desk: Desk) -> None:
    desk.send("assessment_start")
    desk.send("assessment_factor", 16, adviser_level="2", evidence="Sleeps at his uncle’s", version="0")
    desk.send("assessment_factor", 16, adviser_level="2", evidence="Until Christmas", version="1")
    answer = desk.send("assessment_factor", 16, adviser_level="3", evidence="Found a room", version="1")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Until Christmas" in page
    assert "Found a room" in page
    with desk.acting():
        assert Rating.objects.get().evidence == "Until Christmas"


@pytest.mark.parametrize("page", ["today", "caseload"])
def test_the_lists_open(desk: Desk, page: str) -> None:
    answer = desk.client.get(reverse(f"casework:{page}"))
    assert answer.status_code == 200, answer.content.decode()[:2000]
