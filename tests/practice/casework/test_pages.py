"""The pages of the casework: each opens, each form saves once, and what is refused keeps what was typed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import clock, drafts, tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.practice.casework.models import Assessment, Contact, Plan, Rating, Review, Step
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import YoungPerson
from tests.factories import make_partnership, make_staff, make_young_person, sign_in, signed_in
from tests.factories.casework import make_plan

pytestmark = pytest.mark.django_db
TODAY_BOXES = {f"met_on-{box}": str(getattr(clock.today(), box)) for box in ("day", "month", "year")}


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
    assert answer.url == desk.address("assessment_factor", 2) + "#rate"
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
    with desk.acting():
        review = Review.objects.get()
    held_on = {f"held_on-{box}": str(getattr(clock.today(), box)) for box in ("day", "month", "year")}
    answer = desk.send(
        "review_hold", review=review.pk, summary="Going well", decision="go_on", version="1", **held_on
    )
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
    desk.send("assessment_factor", 16, adviser_level="2", strengths="Sleeps at his uncle’s", version="0")
    desk.send("assessment_factor", 16, adviser_level="2", strengths="Until Christmas", version="1")
    answer = desk.send("assessment_factor", 16, adviser_level="3", strengths="Found a room", version="1")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Until Christmas" in page
    assert "Found a room" in page
    with desk.acting():
        assert Rating.objects.get().strengths == "Until Christmas"


@pytest.mark.parametrize("page", ["today", "caseload"])
def test_the_lists_open(desk: Desk, page: str) -> None:
    answer = desk.client.get(reverse(f"casework:{page}"))
    assert answer.status_code == 200, answer.content.decode()[:2000]


def test_what_was_typed_before_stands_there_again_without_being_refused(desk: Desk) -> None:
    typed = {"channel": ["phone"], "note": ["She rang from"], "met_on-day": ["31"]}
    with desk.acting():
        drafts.keep(form=f"contact:{desk.jay.pk}", typed=typed, at=timezone.now(), by=desk.by)
    page = desk.open("contact_record")
    assert "She rang from" in page
    assert "had not saved" in page
    assert "There is a problem" not in page
    assert (
        "She rang from" not in desk.client.get(desk.address("contact_record") + "?afresh=1").content.decode()
    )
    sent = {"channel": "phone", "outcome": "spoke", "note": "She rang.", **TODAY_BOXES}
    assert desk.send("contact_record", **sent).status_code == 302
    with desk.acting():
        assert drafts.find(form=f"contact:{desk.jay.pk}", by=desk.by) is None
        assert Contact.objects.get().note == "She rang."


def test_a_quick_contact_asks_whom_when_two_have_the_name(desk: Desk) -> None:
    user = User.objects.get(pk=desk.by.id)
    other = make_young_person(
        partnership=desk.partnership, given_name="Jay", family_name="Stone", adviser=user, team=desk.team
    )
    told = {"who": "Jay", "channel": "phone", "outcome": "no_answer", "note": "Rang out"}
    answer = desk.client.post("/contacts/record/", told)
    assert answer.status_code == 422
    assert "Jay Stone" in answer.content.decode()
    assert desk.client.post("/contacts/record/", {**told, "young_person": str(other.pk)}).status_code == 302
    assert desk.client.post("/contacts/record/", {**told, "who": "Jay Hol"}).status_code == 302
    assert (
        "Nobody whose work you may record"
        in desk.client.post("/contacts/record/", {**told, "who": "Zed"}).content.decode()
    )
    with desk.acting():
        assert {one.young_person_id for one in Contact.objects.all()} == {other.pk, desk.jay.pk}


def test_the_timeline_holds_what_the_casework_did(desk: Desk) -> None:
    test_the_main_job_from_page_to_page(desk)
    desk.send("contact_record", channel="phone", outcome="no_answer", note="Rang out", **TODAY_BOXES)
    page = desk.client.get(f"/young-people/{desk.jay.pk}/timeline/").content.decode()
    for said in (
        "Assessment finished",
        "Plan agreed",
        "Step done",
        "Review held",
        "Phone: no answer",
        "Rang out",
    ):
        assert said in page


def test_every_reading_and_every_writing_is_in_the_audit(desk: Desk) -> None:
    desk.open("plan")
    desk.send("assessment_start")
    with desk.acting():
        events = set(AuditEntry.objects.filter(young_person_id=desk.jay.pk).values_list("event", flat=True))
    assert {"casework.plan.read", "casework.assessment.started"} <= events


def test_a_name_looked_for_in_the_caseload_is_not_in_the_address(desk: Desk) -> None:
    answer = desk.client.post("/caseload/", {"q": "Hollo", "level": "intensive"})
    assert answer["Location"] == "/caseload/?level=intensive&named=1"
    assert "Jay Holloway" in desk.client.get(answer["Location"]).content.decode()
    desk.client.post("/caseload/", {"q": "Stone"})
    assert "Jay Holloway" not in desk.client.get("/caseload/?named=1").content.decode()


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.DATA_OFFICER, Role.PERSONAL_ADVISER])
def test_who_is_not_near_does_not_write(desk: Desk, role: Role) -> None:
    user, _ = make_staff(partnership=desk.partnership, role=role)
    client = sign_in(Client(), user)
    assert client.post(desk.address("assessment_start")).status_code == 403
    assert client.get(desk.address("plan")).status_code == (200 if role is Role.INSPECTOR else 403)


def test_another_partnership_finds_nobody(desk: Desk) -> None:
    user, _ = make_staff(partnership=make_partnership(), role=Role.PARTNERSHIP_MANAGER)
    assert sign_in(Client(), user).get(desk.address("plan")).status_code == 404


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (Role.INSPECTOR, "/caseload/"),
        (Role.DATA_OFFICER, "/moving-in/"),
        (Role.NATIONAL_ANALYST, "/national/"),
        (Role.ADMINISTRATOR, "/staff/"),
        (Role.PARTNER_WORKER, "/portal/"),
    ],
)
def test_whoever_has_no_young_people_begins_where_their_work_is(role: Role, home: str) -> None:
    answer = signed_in(partnership=make_partnership(), role=role).get("/")
    assert answer["Location"] == home


def test_a_plan_that_changed_is_read_again_before_it_is_agreed(desk: Desk) -> None:
    make_plan(desk.jay, by=desk.by, agreed=False)
    with desk.acting():
        version = Plan.objects.get().version
    answer = desk.send("plan_agree", how="on_paper", version=str(version - 1))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "has changed since you opened it" in page
    assert f'name="version" value="{version}"' in page
    assert desk.send("plan_agree", how="on_paper", version=str(version)).status_code == 302
