"""The pages of assessing: what is odd keeps what was typed, a screen handed over opens nothing else."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.practice.casework.models import Assessment, AssessmentForm, Evidence, Rating, Sitting
from connexions.registers.accounts import handed_over
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership, User
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import YoungPerson
from tests.factories import make_partnership, make_staff, make_young_person, sign_in
from tests.factories.casework import TODAY, make_assessment

pytestmark = pytest.mark.django_db
MOST_QUERIES = (
    25  # with what every page of the record asks: who acts, the frame, the strip, the look written down
)


class Desk:
    """An adviser at their desk, with one young person of their own."""

    def __init__(self) -> None:
        self.partnership: Partnership = make_partnership()
        team = Team.objects.get(partnership=self.partnership)
        self.user, membership = make_staff(partnership=self.partnership, team=team, name="Priya Nair")
        self.by: Actor = actor_for(membership, self.user)
        self.client: Client = sign_in(Client(), self.user)
        self.jay: YoungPerson = make_young_person(
            partnership=self.partnership, given_name="Jay", adviser=self.user, team=team
        )

    def address(self, page: str, *more: Any) -> str:
        return reverse(f"casework:{page}", args=[self.jay.pk, *more])

    def get(self, page: str, *more: Any, **asked: str) -> str:
        answer = self.client.get(self.address(page, *more), asked)
        assert answer.status_code == 200, (answer.status_code, answer.content.decode()[:2000])
        return answer.content.decode()

    def send(self, page: str, *more: Any, **typed: Any) -> Any:
        return self.client.post(self.address(page, *more), typed)

    def acting(self) -> Any:
        return tenancy.acting(self.by)

    def begun(self) -> Assessment:
        self.send("assessment_start")
        with self.acting():
            return Assessment.objects.get(finished_at=None)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_rating_and_what_it_rests_on_are_saved_at_once(desk: Desk) -> None:
    desk.begun()
    told = {"rests_on": "Sleeps at his uncle’s", "source": "carer", "who": "His uncle"}
    answer = desk.send(
        "assessment_factor", 16, adviser_level="2", young_person_level="3", version="0", **told
    )
    assert answer.url == desk.address("assessment_factor", 17) + "#rate"
    page = desk.get("assessment_factor", 16)
    assert "Sleeps at his uncle’s" in page
    assert "A parent or carer, His uncle" in page
    assert "1 of 18 looked at: 1 rated." in page
    with desk.acting():
        assert Sitting.objects.get().factors == [16]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose a level, or"),
        ({"adviser_level": "", "young_person_level": ""}, "Say why it was not explored"),
        ({"adviser_level": "2", "rests_on": "Seen"}, "Choose who said it or where it is from"),
        ({"adviser_level": "2", "rests_on": "x" * 100_000, "source": "seen"}, "4000"),
        ({"adviser_level": "9"}, "There is a problem"),
        ({"strengths": "Turns up"}, "Choose a level, or"),
    ],
)
def test_what_is_refused_stays_typed(desk: Desk, typed: dict[str, str], sentence: str) -> None:
    desk.begun()
    answer = desk.send("assessment_factor", 16, difference="Kept as typed", version="0", **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Kept as typed" in page
    assert typed.get("rests_on", "") in page
    with desk.acting():
        assert not Rating.objects.exists()
        assert not Evidence.objects.exists()


def test_odd_words_are_shown_as_words(desk: Desk) -> None:
    desk.begun()
    words = "<script>alert(1)</script> \u202eمرحبا"
    desk.send("assessment_factor", 16, adviser_level="2", rests_on=words, source="seen", strengths=words)
    page = desk.get("assessment_factor", 16)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; \u202eمرحبا" in page


def test_rating_after_the_end_is_a_sentence(desk: Desk) -> None:
    desk.begun()
    desk.send("assessment_factor", 1, adviser_level="2", version="0")
    desk.send("assessment_finish", summary="A start")
    answer = desk.send("assessment_factor", 1, adviser_level="5", version="1")
    assert answer.status_code == 409
    assert "No assessment is open: start one first." in answer.content.decode()


def test_somebody_elsewhere_is_not_assessed_and_the_page_says_why(desk: Desk) -> None:
    with desk.acting():
        desk.jay.cohort_status = "T"
        desk.jay.save()
    page = desk.client.post(desk.address("assessment_start"), follow=True).content.decode()
    assert "Jay has moved to another area" in page


def test_taking_evidence_out_keeps_what_else_was_typed(desk: Desk) -> None:
    desk.begun()
    desk.send("assessment_factor", 16, adviser_level="2", rests_on="By mistake", source="seen")
    with desk.acting():
        wrong = Evidence.objects.get()
    answer = desk.send("evidence_out", wrong.pk, strengths="Half a sentence", adviser_level="2")
    assert answer.url == desk.address("assessment_factor", 16) + "#rate"
    page = desk.get("assessment_factor", 16)
    assert "Half a sentence" in page
    assert "Taken out: “By mistake”" in page


def test_contacts_are_picked_from_the_record(desk: Desk) -> None:
    from django.utils import timezone

    from connexions.practice.casework.actions import contacts

    desk.begun()
    with desk.acting():
        contact = contacts.record(
            young_person=desk.jay,
            at=timezone.now(),
            channel="phone",
            outcome="spoke",
            words="Can stay until Christmas",
            recorded_at=timezone.now(),
            by=desk.by,
        )
    assert "Can stay until Christmas" in desk.get("evidence_from_record", 16)
    assert desk.send("evidence_from_record", 16).status_code == 422
    assert desk.send("evidence_from_record", 16, contacts=[str(contact.pk)]).status_code == 302
    with desk.acting():
        found = Evidence.objects.get()
        assert (found.contact_id, found.words, found.source) == (
            contact.pk,
            "Can stay until Christmas",
            "contact",
        )


def test_an_earlier_wheel_is_chosen_and_two_are_compared(desk: Desk) -> None:
    first = make_assessment(desk.jay, by=desk.by, levels={1: 2, 2: 3}, on=TODAY.replace(month=6))
    make_assessment(desk.jay, by=desk.by, levels={1: 3, 2: 3}, on=TODAY.replace(month=9))
    make_assessment(desk.jay, by=desk.by, levels={1: 5, 2: 2}, on=TODAY)
    assert "You, 3 September 2026" in desk.get("assessment")
    assert "You, 3 June 2026" in desk.get("assessment", behind=str(first.pk))
    assert "You, 3 " not in desk.get("assessment", behind="none")
    page = desk.get("assessment_compare")
    assert "2 levels up in all" in page
    assert page.count('class="cx-wheel"') == 2
    assert page.count('class="cx-spark"') == 18
    assert "1 level up in all" in desk.get("assessment_compare", second=str(_second(desk)))


def _second(desk: Desk) -> Any:
    with desk.acting():
        return Assessment.objects.order_by("started_on")[1].pk


def test_one_alone_cannot_be_compared(desk: Desk) -> None:
    make_assessment(desk.jay, by=desk.by, levels={1: 2})
    assert "Two finished assessments can be compared" in desk.get("assessment_compare")


def test_the_pages_ask_a_bounded_number_of_questions(desk: Desk) -> None:
    """Questions proper: without beginning, ending and naming the transaction."""
    for month in (3, 6, 9):
        make_assessment(
            desk.jay, by=desk.by, levels=dict.fromkeys(range(1, 19), 3), on=TODAY.replace(month=month)
        )
    desk.begun()
    for page in ("assessment", "assessment_compare"):
        desk.get(page)
        with CaptureQueriesContext(connection) as asked:
            desk.get(page)
        questions = [one["sql"] for one in asked if "FROM" in one["sql"]]
        assert len(questions) <= MOST_QUERIES, questions


def test_a_screen_handed_over_opens_the_questions_and_nothing_else(desk: Desk) -> None:
    desk.begun()
    desk.send("assessment_factor", 1, adviser_level="1", strengths="Secretnote", version="0")
    assert "your password or authenticator" in desk.get("assessment_hand_over")
    assert desk.client.get(desk.address("theirs_question", 1)).url == desk.address("assessment_hand_over")
    assert desk.send("assessment_hand_over").url == desk.address("theirs")
    page = desk.get("theirs_question", 1)
    assert "How my week goes" in page
    assert "Secretnote" not in page
    assert "Critical need" not in page
    for address in ("/", desk.address("assessment"), "/caseload/", "/account/"):
        assert desk.client.get(address).url == desk.address("theirs")
    assert desk.send("assessment_finish", summary="Not theirs to end").url == desk.address("theirs")
    answer = desk.send("theirs_question", 1, level="5", words="I like Mondays")
    assert answer.url == desk.address("theirs_question", 2)
    with desk.acting():
        rating = Rating.objects.get()
        assert (rating.adviser_level, rating.young_person_level) == (1, 5)
        assert Evidence.objects.get().source == "young_person"


def test_the_screen_is_taken_back_only_by_showing_who_it_is(desk: Desk) -> None:
    desk.begun()
    desk.send("assessment_hand_over")
    assert desk.send("theirs_back").url == desk.address("theirs_end")
    page = desk.get("theirs_end")
    assert re.search(r"/accounts/reauthenticate/\?next=", page)
    session = desk.client.session
    assert handed_over.KEY in session
    session["account_authentication_methods"] = [
        *session.get("account_authentication_methods", []),
        {"method": "password", "at": session[handed_over.KEY]["at"] + 5, "reauthenticated": True},
    ]
    session.save()
    desk.get("theirs_back")
    assert desk.send("theirs_back").url == desk.address("assessment")
    desk.get("assessment")


def test_a_young_person_reads_their_own_strengths_first(desk: Desk) -> None:
    make_assessment(desk.jay, by=desk.by, levels={1: 1, 5: 3}, on=TODAY.replace(month=6))
    make_assessment(desk.jay, by=desk.by, levels={1: 1, 5: 5})
    user = User.objects.create_user(phone="+447700900778", name="Jay")
    Membership.objects.create(
        user=user,
        partnership=desk.partnership,
        role=Role.YOUNG_PERSON,
        young_person_id=desk.jay.pk,
        from_on=TODAY.replace(year=2020),
    )
    page = sign_in(Client(), user).get(reverse("casework:my_assessment")).content.decode()
    assert page.index("What is strong") < page.index("What is hard")
    assert "What I have done so far" in page
    assert "better than before" in page
    assert "Critical need" not in page


class Office:
    """A partnership manager who says how we assess."""

    def __init__(self) -> None:
        self.partnership = make_partnership()
        user, membership = make_staff(partnership=self.partnership, role=Role.PARTNERSHIP_MANAGER)
        self.by = actor_for(membership, user)
        self.client = sign_in(Client(), user)

    def address(self, page: str, *more: Any) -> str:
        return reverse(f"casework:{page}", args=more)


def test_an_edition_is_made_from_page_to_page() -> None:
    office = Office()
    with tenancy.acting(office.by):
        shipped = AssessmentForm.objects.get(partnership=None)
    here = office.client.post(office.address("assessment_form_copy", shipped.pk)).url
    number = int(here.rstrip("/").rsplit("/", 1)[1])
    assert "our edition 1" in office.client.get(here).content.decode()

    scale = office.address("assessment_form_scale", number)
    page = office.client.get(scale).content.decode()
    typed = dict(re.findall(r'name="((?:label|short|plain)_\d)"[^>]*value="([^"]+)"', page))
    kinds = {
        "kind_1": "need",
        "kind_2": "need",
        "kind_3": "neither",
        "kind_4": "neither",
        "kind_5": "strength",
    }
    wrong = office.client.post(
        scale, {"name": "Ours", "version": "1", **typed, **kinds, "kind_2": "strength"}
    )
    assert wrong.status_code == 422
    assert "put the kinds in order" in wrong.content.decode()
    typed["label_5"] = "Thriving"
    assert office.client.post(scale, {"name": "Ours", "version": "1", **typed, **kinds}).status_code == 302

    words = {
        "name": "Being online",
        "group": "Personal health",
        "plain_name": "Being online",
        "plain_question": "How is it online?",
        "version": "2",
    }
    add = office.address("assessment_form_add", number)
    assert office.client.post(add, {**words, "name": ""}).status_code == 422
    assert office.client.post(add, words).status_code == 302
    again = office.client.post(add, {**words, "name": "Sleep"})  # an older screen
    assert again.status_code == 409
    assert "Sleep" in again.content.decode()
    page = office.client.get(here).content.decode()
    assert "New: Being online." in page
    assert "Thriving" in page

    office.client.post(office.address("assessment_form_do", number, 18), {"do": "out"})
    assert office.client.post(here, {"note": "", "version": "4"}).status_code == 422
    assert office.client.post(here, {"note": "Online life", "version": "4"}).status_code == 302
    page = office.client.get(office.address("assessment_forms")).content.decode()
    assert "Online life" in page
    assert office.client.get(scale).status_code == 409
