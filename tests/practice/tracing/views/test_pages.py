"""The pages: queues, a call session by its keys, answers, reports, writing to a group, a round."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.practice.casework.models import Contact
from connexions.practice.tracing.models import Leaving, Recipient, Sending, StatusAnswer, StatusLink, Turn
from connexions.practice.tracing.signing import secret_of
from connexions.practice.tracking.models import Activity
from connexions.registers.partners.models import Centre
from connexions.registers.people.models import YoungPerson
from tests.factories import make_contact_point, make_residence, make_young_person, signed_in
from tests.factories.casework import make_activity
from tests.factories.desk import Desk, today_boxes
from tests.factories.tracing import make_carer

pytestmark = pytest.mark.django_db


def born() -> date:
    """Somebody of academic age seventeen, whenever this runs."""
    today = clock.today()
    return date(today.year - 17 - (today.month < 9), 3, 14)


class Office:
    """Dean Orme, a tracking officer, and Keira, whom he is looking for."""

    def __init__(self, role: Role = Role.TRACKING_OFFICER) -> None:
        self.desk = Desk(role=role)
        self.client: Client = self.desk.client
        with self.desk.acting():  # whose situation is known
            make_activity(self.desk.jay, kind="230")
        self.keira = self.lost("Keira", number="+447700900001")

    def lost(self, name: str, *, kind: str = "810", number: str = "", **fields: Any) -> YoungPerson:
        one = make_young_person(
            partnership=self.desk.partnership,
            given_name=name,
            family_name="Dunmore",
            date_of_birth=born(),
            **fields,
        )
        if number:
            make_contact_point(one, number, preferred=True)
        with self.desk.acting():
            make_activity(one, kind=kind, start_on=clock.today() - timedelta(days=40))
        return one

    def get(self, name: str, *args: Any, **query: str) -> str:
        answer = self.client.get(reverse(f"tracing:{name}", args=args), query)
        assert answer.status_code == 200, answer.content.decode()[:3000]
        return answer.content.decode()

    def send(self, name: str, *args: Any, **typed: Any) -> Any:
        return self.client.post(reverse(f"tracing:{name}", args=args), typed, follow=True)


@pytest.fixture
def office() -> Office:
    return Office()


def test_the_queues_are_counted_and_one_is_listed(office: Office) -> None:
    told = office.get("queues")
    assert re.search(r"Not known</a></h2><b>1</b>", told)
    for place in range(5):
        make_carer(office.lost(f"Kim{place}", number=f"+44770090010{place}"))
    told = office.get("queue", "not-known")
    assert "Call Keira" in told
    assert "07700 900001" in told
    assert "6 young people" in told
    assert office.client.get("/queues/nowhere/").status_code == 404


def test_a_page_of_a_queue_asks_the_same_few_questions_however_many_stand_in_it(office: Office) -> None:
    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as context:
            office.get("queue", "not-known")
        apart = ("SAVEPOINT", "RELEASE")  # the test's own
        return [one["sql"] for one in context if not one["sql"].startswith(apart)]

    office.get("queue", "not-known")
    few = asked()
    for place in range(6):
        make_carer(office.lost(f"Kim{place}", number=f"+44770090010{place}"))
    assert len(few) == len(asked())
    told = [one for one in few if "set_config" in one]  # who acts, told to PostgreSQL
    assert len(few) - len(told) <= 10


def test_a_call_session_by_its_keys(office: Office, django_assert_max_num_queries: Any) -> None:
    told = office.send("call", "not-known").content.decode()
    assert "It is Keira’s turn" in told
    with office.desk.acting():
        turn = Turn.objects.get()
    session, point = turn.session_id, f"point:{_point(office)}"
    with django_assert_max_num_queries(45):
        assert "It is Keira’s turn" in office.get("session", session)
    answer = office.send("settle", session, turn.pk, key="no_answer", rang=point, words="Rang out")
    assert "Nobody is left" in answer.content.decode()
    with office.desk.acting():
        contact = Contact.objects.get()
        assert (contact.outcome, contact.recorded_by_id) == ("no_answer", office.desk.by.id)
    assert "turn again" in office.send("call_undo", session).content.decode()
    with office.desk.acting():
        assert not Contact.objects.exists()
    refused = office.send("settle", session, turn.pk, key="call_back", rang=point, words="On the bus")
    assert refused.status_code == 422
    assert "On the bus" in refused.content.decode()
    assert "Paused" in office.send("call_pause", session).content.decode()
    assert "has ended" in office.send("call_end", session).content.decode()


def _point(office: Office) -> Any:
    with office.desk.acting():
        return office.keira.contactpoints.get().pk  # type: ignore[attr-defined]


def test_they_told_me_saves_both(office: Office) -> None:
    office.send("call_one", "not-known", office.keira.pk)
    with office.desk.acting():
        turn = Turn.objects.get()
    typed = {
        "key": "told",
        "rang": f"point:{_point(office)}",
        "answer": "changed",
        "kind": "330",
        "establishment_name": "Greggs",
        "source_key": "young_person",
    }
    refused = office.send("settle", turn.session_id, turn.pk, **typed)
    assert refused.status_code == 422
    assert "Say since when" in refused.content.decode()
    office.send("settle", turn.session_id, turn.pk, **typed, **today_boxes("start_on"))
    with office.desk.acting():
        now = Activity.objects.get(young_person=office.keira, end_on=None)
        assert (now.kind_id, now.establishment_name, now.verified_on) == ("330", "Greggs", clock.today())
        assert Contact.objects.get().outcome == "spoke"


def test_notes_of_contacts_are_not_shown_here(office: Office) -> None:
    with office.desk.acting():
        Contact.objects.create(
            partnership=office.desk.partnership,
            young_person=office.keira,
            at=clock.now() - timedelta(days=3),
            channel="phone",
            outcome="no_answer",
            note="Secret words",
            recorded_by_id=office.desk.by.id,
            recorded_at=clock.now(),
        )
    for told in (office.get("queue", "not-known"), office.send("call", "not-known").content.decode()):
        assert "1 try" in told
        assert "Secret words" not in told
    assert office.client.get(reverse("casework:contacts", args=[office.keira.pk])).status_code == 403


def test_writing_to_a_group_is_looked_at_first_then_taken_back(office: Office) -> None:
    office.lost("Kim")
    make_contact_point(office.lost("Lee"), "+447700900009", opted_out_on=clock.today())
    words = "Hi {name}: {link}"
    told = office.send("write", "not-known", way="text", words=words, step="look").content.decode()
    assert "1 get it, 2 do not" in told
    assert "Asked us not to use it".lower()[1:] in told.lower()
    assert "Hi Keira" in told
    with office.desk.acting():
        assert not Sending.objects.exists()
    made = office.send("write", "not-known", way="text", words=words, step="send").content.decode()
    assert "They go at" in made
    with office.desk.acting():
        sending = Sending.objects.get()
    assert "nobody gets it" in office.send("sending_take_back", sending.pk).content.decode()
    wrong = office.send("write", "not-known", way="text", words="Hi {forename}", step="send")
    assert "Only {name} and {link}" in wrong.content.decode()


def test_letters_are_printed_with_a_link_and_posted(office: Office) -> None:
    make_residence(office.keira, line_1="1 Long Row")
    office.send("write", "not-known", way="letter", words="Dear {name}\n{link}", step="send")
    with office.desk.acting():
        sending, link = Sending.objects.get(), StatusLink.objects.get()
    told = office.get("letters", sending.pk)
    assert "1 Long Row" in told
    assert f"{sending.partnership_id}-{secret_of(link.pk)}" in told
    assert "each letter is a contact" in office.send("posted", sending.pk).content.decode()
    with office.desk.acting():
        assert Contact.objects.get().channel == "letter"
        assert Recipient.objects.get().left_out == ""


def test_a_round_says_what_it_does_not_know(office: Office) -> None:
    Centre.objects.create(partnership=office.desk.partnership, name="Byker centre", postcode="DH3 1AF")
    make_residence(office.keira, "DH2 1SN", line_1="1 Long Row")
    make_residence(office.lost("Kim"), "ZE9 9ZZ", line_1="2 Far Row")
    assert "Nobody is to be visited next" in office.get("round", "not-known")
    told = office.get("round", "not-known", everybody="1")
    assert "1.5 miles from the last" in told
    assert "We do not know where these postcodes lie" in told
    assert told.index("1 Long Row") < told.index("2 Far Row")


def test_a_report_of_leaving_ends_when_what_they_do_is_recorded(office: Office) -> None:
    typed = {
        "place": "Tyne College",
        "reported_by": "Ms Hope",
        "reply_to": "hope@tyne.example.org",
        "their_reference": "T12",
        **today_boxes("reported_on"),
        **today_boxes("left_on"),
    }
    assert "hears how it ends" in office.send("report", office.keira.pk, **typed).content.decode()
    assert "Tyne College" in office.get("leavings")
    again = office.send("report", office.keira.pk, **typed)
    assert "has reported this already" in again.content.decode()
    page = reverse("tracking:change", args=[office.keira.pk])
    change = {"kind": "330", "source_key": "carer", **today_boxes("start_on")}
    assert office.client.post(page, change).status_code == 302
    with office.desk.acting():
        ended = Leaving.objects.get()
        assert (ended.ending, ended.told_back_how) == ("working", "By e-mail")
    assert "They are in work or training" in office.get("leavings")


def test_a_report_is_ended_and_told_by_telephone(office: Office) -> None:
    typed = {
        "place": "Tyne College",
        "reported_by": "Ms Hope",
        **today_boxes("reported_on"),
        **today_boxes("left_on"),
    }
    office.send("report", office.keira.pk, **typed)
    with office.desk.acting():
        leaving = Leaving.objects.get()
    assert office.send("leaving", leaving.pk).status_code == 422
    told = office.send("leaving", leaving.pk, ending="not_found", version=leaving.version).content.decode()
    assert "on the list of those to tell" in told
    assert "To be told back" in office.get("leavings")
    assert "knows" in office.send("leaving_told", leaving.pk, how="By telephone").content.decode()


def test_the_numbers_are_changed_by_those_who_may(office: Office) -> None:
    names = (
        "neet_days",
        "arrival_days",
        "rest_hours",
        "claim_minutes",
        "visit_after",
        "stop_after",
        "link_days",
    )
    typed = {**dict.fromkeys(names, "9"), "undo_minutes": "0", "version": "0"}
    refused = office.send("rules", **typed)
    assert "only after there was a visit" in refused.content.decode()
    assert office.send("rules", **{**typed, "visit_after": "3"}).status_code == 200
    adviser = signed_in(partnership=office.desk.partnership)
    assert adviser.post(reverse("tracing:rules"), typed).status_code == 403


def test_who_may_open_what(office: Office) -> None:
    inspector = signed_in(partnership=office.desk.partnership, role=Role.INSPECTOR)
    assert inspector.get(reverse("tracing:queue", args=["not-known"])).status_code == 200
    assert inspector.post(reverse("tracing:call", args=["not-known"])).status_code == 403
    partner = signed_in(partnership=office.desk.partnership, role=Role.PARTNER_WORKER)
    assert partner.get(reverse("tracing:queues")).status_code == 403
    adviser = signed_in(partnership=office.desk.partnership)
    assert "Keira" not in adviser.get(reverse("tracing:queue", args=["not-known"])).content.decode()


class Phone:
    """Keira with a link on her telephone."""

    def __init__(self, office: Office, kind: str = "330") -> None:
        self.office, self.client = office, Client()
        self.kim = office.lost("Kim", kind=kind)
        office.send("ask", self.kim.pk)
        with office.desk.acting():
            self.link = StatusLink.objects.get(young_person=self.kim)
        self.path = f"/a/{self.link.partnership_id}-{secret_of(self.link.pk)}/"

    def unlock(self, day: date | None = None) -> Any:
        day = day or born()
        boxes = {f"born_on-{box}": str(getattr(day, box)) for box in ("day", "month", "year")}
        return self.client.post(self.path, boxes, follow=True)

    def answer(self) -> StatusAnswer:
        with self.office.desk.acting():
            return StatusAnswer.objects.get()


def test_nothing_is_shown_before_the_date_of_birth_and_five_wrong_ones_close_it(office: Office) -> None:
    phone = Phone(office)
    first = phone.client.get(phone.path)
    assert "Kim" not in first.content.decode()
    for _ in range(5):
        assert phone.unlock(date(2001, 1, 1)).status_code == 422
    assert phone.unlock().status_code == 410


def test_yes_is_applied_at_once_and_the_link_is_used_up(office: Office) -> None:
    phone = Phone(office)
    told = phone.unlock().content.decode()
    assert "Hi Kim, what are you doing now?" in told
    assert "working" in told
    done = phone.client.post(phone.path, {"still": "yes"}).content.decode()
    assert "Your record is up to date now" in done
    assert phone.answer().state == "confirmed"
    with office.desk.acting():
        now = Activity.objects.get(young_person=phone.kim)
        assert (now.verified_on, now.source_key) == (clock.today(), "answer_by_link")
    assert phone.client.get(phone.path).status_code == 410


def test_something_else_is_looked_at_and_taken_on(office: Office) -> None:
    phone = Phone(office)
    phone.unlock()
    refused = phone.client.post(phone.path, {"still": "no", "words": "I left"})
    assert (refused.status_code, "Choose the one that fits best" in refused.content.decode()) == (422, True)
    typed = {"still": "no", "does": "college", "where": "Tyne College", "words": "I left"}
    assert "One of us reads it" in phone.client.post(phone.path, typed).content.decode()
    answer = phone.answer()
    assert answer.state == "to_look_at"
    assert "At college, Tyne College" in office.get("answers")
    page = office.get("answer", answer.pk)
    assert re.search(r'<option value="230" selected', page)
    assert office.send("answer", answer.pk, kind="230").status_code == 422
    office.send("answer", answer.pk, kind="230", establishment_name="Tyne College", **today_boxes("start_on"))
    with office.desk.acting():
        assert Activity.objects.get(young_person=phone.kim, end_on=None).kind_id == "230"
    again = office.send("aside", answer.pk, because="Twice")
    assert "Somebody has looked at this already" in again.content.decode()


def test_an_answer_is_put_aside_with_why(office: Office) -> None:
    phone = Phone(office, kind="810")
    phone.unlock()
    phone.client.post(phone.path, {"does": "other", "words": "haha"})
    assert office.send("aside", phone.answer().pk, because="").status_code == 422
    assert "Put aside" in office.send("aside", phone.answer().pk, because="A joke").content.decode()


def test_a_carer_answers_only_where_that_was_agreed(office: Office) -> None:
    phone = Phone(office)
    carer = make_carer(phone.kim)
    told = office.send("ask", phone.kim.pk, carer=str(carer.pk)).content.decode()
    assert "A link for Alison Dunmore" in told
    with office.desk.acting():
        link = StatusLink.objects.get(carer=carer)
    path = f"/a/{link.partnership_id}-{secret_of(link.pk)}/"
    assert "Their date of birth" in Client().get(path).content.decode()
    assert Client().get(path[:-3] + "/").status_code == 410
