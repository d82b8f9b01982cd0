"""Contacts: what follows them, recorded once, at length and with a guide."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from connexions.ground.base import drafts
from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework.actions import contacts
from connexions.practice.casework.actions.contacts import Besides, Guided, Twice
from connexions.practice.casework.models import Contact, FollowUp
from connexions.registers.people.models import ContactPoint, YoungPerson
from tests.factories import make_contact_point, make_young_person
from tests.factories.casework import make_plan
from tests.factories.desk import Desk, today_boxes
from tests.factories.questions import few_questions

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 3, 10, tzinfo=timezone.get_default_timezone())  # a Tuesday
EVERYTHING = "Zażółć 漢字 \u202eהכל\u202c <script>alert(1)</script> 'quoted' \U0001f642\n\n— end"


@pytest.fixture
def desk() -> Desk:
    return Desk()


def record(desk: Desk, outcome: str = "spoke", **said: Any) -> Contact:
    told = {
        "young_person": desk.jay,
        "at": NOW,
        "channel": "phone",
        "recorded_at": NOW,
        "by": desk.by,
        **said,
    }
    with desk.acting():
        return contacts.record(outcome=outcome, **told)


def test_nothing_is_recorded_before_it_happened_or_before_they_were_born(desk: Desk) -> None:
    with pytest.raises(NotPossible, match="not happened yet"):
        record(desk, at=NOW + timedelta(minutes=1))
    with pytest.raises(NotPossible, match="before Jay was born"):
        record(desk, at=NOW.replace(year=2009, month=3, day=13))
    assert record(desk, at=NOW.replace(year=2009, month=3, day=14)).pk


def test_a_sending_is_kept_once_however_often_it_arrives(desk: Desk) -> None:
    sending = uuid4()
    first = record(desk, sent_as=sending)
    assert record(desk, sent_as=sending).pk == first.pk
    assert record(desk, sent_as=uuid4()).pk != first.pk
    with desk.acting():
        assert Contact.objects.count() == 2


def test_one_alike_minutes_apart_is_asked_about(desk: Desk) -> None:
    record(desk, "no_answer")
    with pytest.raises(Twice, match="Is this the same"):
        record(desk, "no_answer", at=NOW - timedelta(minutes=5), another=False)
    assert record(desk, "no_answer", at=NOW - timedelta(minutes=5), another=True)
    assert record(desk, "no_answer", at=NOW - timedelta(minutes=30), another=False)
    assert record(desk, "no_answer", channel="text", another=False)


def test_a_wrong_number_is_marked_and_another_way_is_asked_for(desk: Desk) -> None:
    point = make_contact_point(desk.jay, "+447700900123", preferred=True)
    made = record(desk, "wrong_number", besides=Besides(contact_point=point))
    with desk.acting():
        kept = ContactPoint.objects.get()
        assert (kept.failed_on, kept.preferred) == (date(2026, 11, 3), False)
        follow = FollowUp.objects.get()
        assert follow.words == "Find another way to reach them"
        assert (follow.contact_id, follow.owner_id, follow.due_on) == (made.pk, desk.by.id, date(2026, 11, 9))


def test_a_new_address_is_proposed_and_not_put_on_the_record(desk: Desk) -> None:
    record(desk, "moved", besides=Besides(new_address="4 Quay Street, with his uncle"))
    with desk.acting():
        assert "4 Quay Street" in FollowUp.objects.get().words
    page = desk.open("contacts")
    assert "Not checked" in page
    assert "4 Quay Street, with his uncle" in page


def test_somebody_who_wants_no_help_is_not_rung_again_but_asked_once_more(desk: Desk) -> None:
    made = record(desk, "does_not_want_help")
    assert made.try_again_on is None
    with desk.acting():
        assert FollowUp.objects.get().due_on == date(2027, 2, 1)


def test_the_number_of_another_is_refused(desk: Desk) -> None:
    other = make_young_person(partnership=desk.partnership, adviser_id=desk.by.id)
    point = make_contact_point(other, "+447700900124")
    with pytest.raises(NotPossible, match="another record"):
        record(desk, "wrong_number", besides=Besides(contact_point=point))


def test_a_guide_keeps_what_was_answered_under_which_heading(desk: Desk) -> None:
    guided = Guided("homelessness", "Nowhere to stay", 2, [("Tonight", "At his uncle’s"), ("Rights", "")])
    made = record(desk, words="Calm on the phone", guided=guided)
    assert made.answers == [["Tonight", "At his uncle’s"], ["Rights", ""], ["", "Calm on the phone"]]
    assert made.note == "Tonight\nAt his uncle’s\n\nCalm on the phone"
    page = desk.open("contacts")
    assert "Nowhere to stay, version 2" in page
    assert "At his uncle’s" in page


def typed(**said: str) -> dict[str, str]:
    told = {"channel": "phone", "outcome": "spoke", "note": "Going well", **today_boxes("met_on")}
    return told | said


def test_the_page_records_at_length(desk: Desk) -> None:
    make_contact_point(desk.jay, "+447700900123")
    _, _, step = make_plan(desk.jay, by=desk.by)
    page = desk.open("contact_record")
    assert "07700 900123" in page
    assert "Ring the college" in page
    extra = {f"to_do_by-{box}": value for box, value in (("day", "1"), ("month", "12"), ("year", "2030"))}
    answer = desk.send(
        "contact_record",
        **typed(
            minutes="25",
            who_else="His mother",
            they_came="on",
            about=f"step:{step.pk}",
            to_do="Ring the school",
        ),
        **extra,
    )
    assert answer.status_code == 302, answer.content.decode()
    with desk.acting():
        made = Contact.objects.get()
        assert (made.minutes, made.who_else, made.they_came) == (25, "His mother", True)
        assert (made.step_id, made.goal_id) == (step.pk, step.goal_id)
        assert FollowUp.objects.get().words == "Ring the school"
    shown = desk.open("contacts")
    assert "Also there: His mother" in shown
    assert "Ring the school" in shown


def test_a_form_sent_twice_is_kept_once(desk: Desk) -> None:
    sending = str(uuid4())
    for _ in range(3):
        assert desk.send("contact_record", **typed(sent_as=sending)).status_code == 302
    with desk.acting():
        assert Contact.objects.count() == 1


def test_one_alike_is_asked_about_on_the_page_and_nothing_typed_is_lost(desk: Desk) -> None:
    assert desk.send("contact_record", **typed()).status_code == 302
    answer = desk.send("contact_record", **typed(note="Rang again about the bus"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Is this the same?" in page
    assert "Rang again about the bus" in page
    assert "This is another contact" in page
    again = typed(note="Rang again about the bus", another="on")
    assert desk.send("contact_record", **again).status_code == 302


def test_a_guide_is_chosen_without_losing_what_was_typed(desk: Desk) -> None:
    answer = desk.send("contact_record", **typed(guide="homelessness", use_guide="1", note="Half a sent"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Half a sent" in page
    assert "Where they sleep tonight" in page
    answer = desk.send("contact_record", **typed(guide="homelessness", answer_0="At his uncle’s", note=""))
    assert answer.status_code == 302, answer.content.decode()
    with desk.acting():
        made = Contact.objects.get()
        assert (made.guide_key, made.guide_version) == ("homelessness", 0)
        assert made.answers[0] == ["Tonight", "At his uncle’s"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"note": "x" * 100_000}, "must be 20000 characters or fewer: it has 100000"),
        ({"note": ""}, "Say in a few words what you spoke about"),
        ({"outcome": "reached_someone_else"}, "Say who was reached"),
        ({"outcome": "nonsense"}, "Choose one of the answers"),
        ({"met_on-year": "2090"}, "or earlier"),
        ({"met_on-year": "1990"}, "before Jay was born"),
        ({"minutes": "99999"}, "must be 1440 or less"),
        ({"to_do": "Ring"}, "Say by when"),
        ({"time": "25:99"}, "Enter a time like"),
        ({"guide": "no_such"}, "Choose one of the answers"),
    ],
)
def test_bad_input_gets_a_sentence_and_is_kept(desk: Desk, said: dict[str, str], sentence: str) -> None:
    answer = desk.send("contact_record", **{**typed(), "who_else": "Kept words", **said})
    page = answer.content.decode()
    assert answer.status_code in (409, 422)
    assert sentence in page
    assert "Kept words" in page
    with desk.acting():
        assert not Contact.objects.exists()


def test_text_with_everything_in_it_is_kept_as_it_is_and_runs_nothing(desk: Desk) -> None:
    assert desk.send("contact_record", **typed(note=EVERYTHING)).status_code == 302
    with desk.acting():
        assert Contact.objects.get().note.replace("\r\n", "\n") == EVERYTHING
    page = desk.open("contacts")
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;" in page
    assert "漢字" in page


def quick(desk: Desk, **said: str) -> Any:
    return desk.client.post("/contacts/record/", said)


def test_one_line_records_a_contact(desk: Desk) -> None:
    assert quick(desk, who="Jay Hol, no answer, try his sister").url == "/"
    with desk.acting():
        made = Contact.objects.get()
        assert (made.channel, made.outcome, made.note) == ("phone", "no_answer", "try his sister")


def test_on_a_record_the_line_says_only_what_happened_and_leads_back(desk: Desk) -> None:
    page = desk.client.get(f"/contacts/record/?young_person={desk.jay.pk}&from=/caseload/").content.decode()
    assert "Record a contact with Jay Holloway" in page
    answer = quick(desk, young_person=str(desk.jay.pk), line="met, talked about college", back="/caseload/")
    assert answer.url == "/caseload/"
    with desk.acting():
        made = Contact.objects.get()
        assert (made.channel, made.outcome, made.note) == ("met", "spoke", "talked about college")
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        answer = quick(desk, young_person=str(desk.jay.pk), line="text, hello", back=elsewhere, another="on")
        assert answer.url == "/"


def test_what_a_line_leaves_open_is_asked_and_kept(desk: Desk) -> None:
    answer = quick(desk, who="Jay Holloway, something odd")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Jay Holloway, something odd" in page
    assert "Choose what happened" in page
    assert "Say who it was with" in quick(desk, who="").content.decode()


def test_two_of_a_name_are_told_apart_and_the_sending_is_one(desk: Desk) -> None:
    other: YoungPerson = desk.another("Jay", "Stone", date_of_birth=date(2010, 1, 2))
    said = {"who": "Jay, no answer", "sent_as": str(uuid4())}
    page = quick(desk, **said).content.decode()
    assert "born 2 January 2010" in page
    assert quick(desk, **said, of_several="1", young_person=str(other.pk)).status_code == 302
    assert quick(desk, **said, of_several="1", young_person=str(other.pk)).status_code == 302
    with desk.acting():
        assert Contact.objects.get().young_person_id == other.pk


def test_nobody_of_another_team_is_recorded_for(desk: Desk) -> None:
    make_young_person(partnership=desk.partnership, given_name="Zed", family_name="Elsewhere")
    assert "Nobody whose work you may record" in quick(desk, who="Zed, no answer").content.decode()


def test_a_draft_of_one_is_not_offered_for_another(desk: Desk) -> None:
    with desk.acting():
        kept = {"line": ["phone, private words"]}
        drafts.keep(form=f"contact:quick:{desk.jay.pk}", typed=kept, at=NOW, by=desk.by)
    assert "private words" not in desk.client.get("/contacts/record/").content.decode()
    mine = desk.client.get(f"/contacts/record/?young_person={desk.jay.pk}").content.decode()
    assert "private words" in mine


def test_the_pages_ask_few_questions(desk: Desk) -> None:
    for number in range(12):
        record(desk, at=NOW - timedelta(days=number))
    desk.open("contacts")
    with few_questions():
        desk.open("contacts")
    with few_questions():
        desk.open("contact_record")
    with few_questions():
        desk.client.get("/contacts/record/")
