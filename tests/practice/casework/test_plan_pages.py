"""The plan's pages: by link, on their own page, edition by edition; and what is typed badly is kept and said."""

import io
import re
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Role
from connexions.ground.messaging.models import Message
from connexions.practice.casework.models import Edition, Goal, Plan, PlanPrompt, Step
from connexions.registers.accounts.models import Membership, User
from connexions.registers.papers.models import Paper
from connexions.registers.people.actions import restrictions
from connexions.registers.people.actions.restrictions import Named
from tests.factories import make_actor, make_contact_point, make_staff, sign_in
from tests.factories.casework import make_assessment, make_plan
from tests.practice.casework.test_pages import Desk

pytestmark = pytest.mark.django_db
EVERYTHING = "<script>alert(1)</script> #set text(red) $x$ *b* عربي مرحبا \u202e 😀 {{ 7*7 }}"


@pytest.fixture
def desk() -> Desk:
    return Desk()


def own(desk: Desk) -> Client:
    """Jay, signed in."""
    user = User.objects.create_user(phone="+447700900321", name="Jay Holloway")
    Membership.objects.create(
        user=user,
        partnership=desk.partnership,
        role="young_person",
        young_person_id=desk.jay.pk,
        from_on=clock.today(),
    )
    return sign_in(Client(), user)


def link(desk: Desk) -> str:
    """What the adviser is shown to pass on."""
    answer = desk.send("plan_ask", to="copy", days="7", version=str(version(desk)))
    assert answer.status_code == 302, answer.content.decode()
    found = re.search(r"/agree/[^\"]+/", desk.open("plan_asked"))
    assert found
    return found.group()


def version(desk: Desk) -> int:
    with desk.acting():
        return Plan.objects.get().version


def born(desk: Desk, **more: Any) -> dict[str, str]:
    on = desk.jay.date_of_birth
    return {"born_on-day": str(on.day), "born_on-month": str(on.month), "born_on-year": str(on.year), **more}


def test_a_link_shows_nothing_until_the_date_of_birth_is_given(desk: Desk) -> None:
    make_plan(desk.jay, by=desk.by, agreed=False, on=clock.today())
    address, phone = link(desk), Client()
    assert "Holloway" not in address
    first = phone.get(address)
    assert not any(word in first.content.decode() for word in ("Jay", "college", "Priya"))
    assert "no-store" in first["Cache-Control"]
    wrong = phone.post(address, {"born_on-day": "1", "born_on-month": "1", "born_on-year": "2001"})
    assert wrong.status_code == 422
    assert "not the date of birth that we have" in wrong.content.decode()
    assert (
        phone.post(address, {"answer": "agree", "version": "1"}).status_code == 422
    )  # not opened: it asks again
    assert phone.post(address, born(desk)).status_code == 302
    page = phone.get(address).content.decode()
    assert "Ring the college" in page
    assert Client().get(address).content.decode().count("Ring the college") == 0  # another browser


def test_agreeing_by_link(desk: Desk) -> None:
    make_plan(desk.jay, by=desk.by, agreed=False, on=clock.today())
    address, phone = link(desk), Client()
    phone.post(address, born(desk))
    nothing = phone.post(address, {"answer": "change", "words": " ", "version": str(version(desk))})
    assert "Write what you want to change" in nothing.content.decode()
    done = phone.post(address, {"answer": "agree", "words": EVERYTHING, "version": str(version(desk))})
    assert "You agreed your plan" in done.content.decode()
    assert phone.get(address).status_code == 410
    page = desk.open("plan")
    assert "by a link" in page
    assert "<script>alert" not in page
    with desk.acting():
        edition = Edition.objects.get()
    assert edition.words == EVERYTHING
    made = pikepdf.open(io.BytesIO(desk.client.get(desk.address("edition_pdf", edition.pk)).content))
    assert len(made.pages) == 1


def test_a_plan_that_changed_is_shown_again_with_what_was_typed(desk: Desk) -> None:
    plan, _, _ = make_plan(desk.jay, by=desk.by, agreed=False, on=clock.today())
    address, phone = link(desk), Client()
    phone.post(address, born(desk))
    before = version(desk)
    with desk.acting():
        Plan.objects.filter(pk=plan.pk).update(version=before + 1)
    answer = phone.post(address, {"answer": "agree", "words": "Fine by me", "version": str(before)})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Your adviser changed the plan" in page
    assert "Fine by me" in page
    assert f'name="version" value="{before + 1}"' in page


@pytest.mark.parametrize("token", ["1-none", "none", "999999-x", "12345678901234567890-x", "1-", "é-é"])
def test_a_link_that_is_none_of_ours_tells_nothing(desk: Desk, token: str) -> None:
    answer = Client().get(reverse("casework:by_link", args=[token]))
    assert answer.status_code == 410
    assert "does not open anything" in answer.content.decode()


def test_on_paper_with_a_scan(desk: Desk) -> None:
    make_plan(desk.jay, by=desk.by, agreed=False, on=clock.today())
    scan = SimpleUploadedFile("Jay Holloway plan.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    early = clock.today() - timedelta(days=1)
    boxes = {f"signed_on-{box}": str(getattr(early, box)) for box in ("day", "month", "year")}
    refused = desk.send("plan_agree", how="on_paper", version=str(version(desk)), **boxes)
    assert refused.status_code == 422
    assert "it was signed then or later" in refused.content.decode()
    sent = {"how": "on_paper", "version": str(version(desk)), "scan": scan}
    assert desk.client.post(desk.address("plan_agree"), sent).status_code == 302
    with desk.acting():
        edition, paper = Edition.objects.get(), Paper.objects.get()
    assert (edition.how, edition.paper_id, paper.kind) == ("on_paper", paper.pk, "signed_plan")
    assert str(paper.pk) in desk.open("edition", edition.pk)


def test_a_young_person_agrees_ticks_and_speaks_on_their_own_page(desk: Desk) -> None:
    _, _, step = make_plan(desk.jay, by=desk.by, agreed=False, on=clock.today())
    jay, page = own(desk), reverse("casework:my_plan")
    assert "You have not agreed this plan yet" in jay.get(page).content.decode()
    early = jay.post(page, {"answer": "agree", "version": str(version(desk))})
    assert early.status_code == 409
    assert "waits for no answer" in early.content.decode()
    link(desk)
    assert jay.post(page, {"answer": "agree", "version": str(version(desk))}).status_code == 302
    mine = reverse("casework:my_step", args=[step.pk])
    jay.post(mine, {"move": "finish"})
    jay.post(mine, {"words": "It was easy"})
    told = jay.get(page).content.decode()
    assert "You agreed this plan on" in told
    assert "You said: “It was easy”" in told
    assert jay.get(reverse("casework:my_plan_pdf"))["Content-Type"] == "application/pdf"
    with desk.acting():
        assert Plan.objects.get().agreed_how == "signed_in"
        assert Step.objects.get().status == "done"
        Step.objects.update(owner="adviser")
    assert "the steps that are yours" in jay.post(mine, {"move": "reopen"}).content.decode()


def test_two_who_do_the_same_step_at_once_are_told_who_was_first(desk: Desk) -> None:
    _, _, step = make_plan(desk.jay, by=desk.by, on=clock.today())
    desk.send("step_move", step.pk, move="finish")
    desk.send("step_move", step.pk, move="finish")
    page = desk.open("plan")
    assert "This step is done already. Priya Nair said so on" in page


def test_a_changed_step_keeps_what_it_was_and_why(desk: Desk) -> None:
    _, _, step = make_plan(desk.jay, by=desk.by, on=clock.today())
    on = clock.today() + timedelta(days=20)
    boxes = {f"due_on-{box}": str(getattr(on, box)) for box in ("day", "month", "year")}
    told = {
        "owner": "partner",
        "owner_name": "Build-Up",
        "reason": "They know the way",
        "version": "1",
        **boxes,
    }
    assert desk.send("step_change", step.pk, words="Go to the college", **told).status_code == 302
    page = desk.open("plan")
    for words in ("it was “Ring the college”", "it was for Jay", "They know the way", "Build-Up"):
        assert words in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"words": "x" * 100_000}, "300 characters"),
        ({"words": " "}, "Fill in “Step”"),
        ({"owner": "carer"}, "Say which carer or agency"),
        ({"due_on-year": "2020"}, "The plan was begun on"),
        ({"due_on-month": "13"}, "month"),
    ],
)
def test_what_is_typed_badly_is_said_and_kept(desk: Desk, typed: dict[str, str], sentence: str) -> None:
    _, goal, _ = make_plan(desk.jay, by=desk.by, on=clock.today())
    good = {
        "words": EVERYTHING,
        "owner": "young_person",
        "due_on-day": "3",
        "due_on-month": "3",
        "due_on-year": "2030",
    }
    answer = desk.send("step_add", goal.pk, **{**good, **typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "😀" in page or typed.get("words", "").strip() in page
    with desk.acting():
        assert Step.objects.count() == 1


def test_words_are_words_whatever_is_in_them(desk: Desk) -> None:
    sent = {"words": EVERYTHING, "clarified": EVERYTHING, "strengths": EVERYTHING[:100]}
    assert desk.send("goal_add", **sent).status_code == 302
    page = desk.open("plan")
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    shown = re.sub("<[^>]*>", "", page.split("Goal 1")[1].split("Add a step")[0])  # an identifier may hold it
    assert "49" not in shown
    answer = desk.client.get(desk.address("plan_pdf"))
    assert len(pikepdf.open(io.BytesIO(answer.content)).pages) == 1
    with desk.acting():
        assert Goal.objects.get().words == EVERYTHING


def test_goals_are_reached_dropped_and_taken_up_again(desk: Desk) -> None:
    _, goal, _ = make_plan(desk.jay, by=desk.by, on=clock.today())
    desk.send("goal_move", goal.pk, move="reach")
    assert "Reached " in desk.open("plan")
    desk.send("goal_move", goal.pk, move="reopen")
    assert desk.send("goal_drop", goal.pk, reason="").status_code == 422
    desk.send("goal_drop", goal.pk, reason="Wants to work now")
    assert "Wants to work now" in desk.open("plan")


def test_a_manager_says_a_prompt_otherwise_for_their_partnership_alone(desk: Desk) -> None:
    make_plan(desk.jay, by=desk.by, on=clock.today())
    user, _ = make_staff(partnership=desk.partnership, role="partnership_manager")
    manager = sign_in(Client(), user)
    one = reverse("casework:prompt", args=["no_need"])
    assert "answers no need" in desk.open("plan")
    manager.post(one, {"is_on": "on", "says": "Which need, {name}?", "words": "", "version": "0"})
    assert "Which need, Jay?" in desk.open("plan")
    manager.post(one, {"says": "Off", "words": "", "version": "1"})
    assert "Which need" not in desk.open("plan")
    both = manager.post(one, {"is_on": "on", "says": "Mine", "words": "", "version": "1"})
    assert both.status_code == 409
    manager.post(reverse("casework:prompt_reset", args=["no_need"]))
    assert "answers no need" in desk.open("plan")
    with tenancy.acting(desk.by):
        assert not PlanPrompt.objects.exists()
    assert desk.client.get(one).status_code == 403


def test_the_plan_asks_a_bounded_number_of_questions(desk: Desk) -> None:
    make_assessment(desk.jay, by=desk.by, levels={1: 2, 16: 3})
    make_assessment(desk.jay, by=desk.by, levels={1: 3, 16: 4})
    make_plan(desk.jay, by=desk.by, factors=[1], on=clock.today())
    desk.open("plan")
    with CaptureQueriesContext(connection) as asked:
        desk.open("plan")
    frame = ("SELECT set_config", "SELECT coalesce", "SAVEPOINT", "RELEASE", "INSERT INTO audit_")
    reads = [one["sql"][:150] for one in asked if not one["sql"].startswith(frame)]
    assert len(reads) <= 15, "\n".join(reads)


def test_of_somebody_restricted_the_page_asks_how_one_knows_that_it_is_safe(desk: Desk) -> None:
    make_plan(desk.jay, by=desk.by, agreed=False)
    mobile = make_contact_point(desk.jay, value="+447700900123")
    assert "How do you know that it is safe" not in desk.open("plan_ask")
    manager = make_actor(partnership=desk.partnership, role=Role.PARTNERSHIP_MANAGER)
    assert desk.by.id is not None
    with tenancy.acting(manager):
        restrictions.begin(
            young_person=desk.jay, kind="fleeing", reason="They were found at their last address",
            named=[Named(desk.by.id, "Helps him")], review_on=clock.today() + timedelta(days=30), at=clock.now(),
            on=clock.today(), by=manager,
        )  # fmt: skip
    assert "You are named: you can send it" in desk.open("plan_ask")
    asked = {"to": str(mobile.pk), "days": "7", "version": str(version(desk))}
    refused = desk.send("plan_ask", **asked)
    assert refused.status_code == 422
    assert "Say how you know that it is safe" in refused.content.decode()
    assert desk.send("plan_ask", **asked, safe="ok").status_code == 409
    sent = desk.send("plan_ask", **asked, safe="He rang and asked for a text here")
    assert sent.status_code == 302, sent.content.decode()[:2000]
    with desk.acting():
        assert Message.objects.get().channel == "text"
