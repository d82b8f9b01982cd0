"""Group sessions: a register marked, closed once, put right; each record shows only its own young person."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.practice.casework import moves
from connexions.practice.casework.actions import sessions
from connexions.practice.casework.models import Attendance, Contact, ContactChange, GroupSession
from connexions.practice.casework.queries import sessions as queries
from connexions.registers.people.models import YoungPerson
from tests.factories import make_actor, make_young_person, signed_in
from tests.factories.desk import Desk, today_boxes
from tests.factories.questions import few_questions

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 3, 15, tzinfo=timezone.get_default_timezone())
TOLD: dict[str, Any] = {
    "title": "CV workshop", "kind": "workshop", "at": NOW - timedelta(hours=2), "minutes": 60,
    "place": "Grove Hill centre", "topic": "What to leave out", "notes": "Lively",
}  # fmt: skip


@pytest.fixture
def desk() -> Desk:
    return Desk()


def set_up(desk: Desk, *people: YoungPerson, **said: Any) -> GroupSession:
    with desk.acting():
        session = sessions.set_up(told={**TOLD, **said}, by=desk.by)
        if people:
            sessions.add(session=session, young_people=people, by=desk.by)
    return session


def lines(desk: Desk, session: GroupSession) -> dict[str, Attendance]:
    with desk.acting():
        return {one.young_person.given_name: one for one in queries.register(session, by=desk.by)[0]}


def mark(desk: Desk, session: GroupSession, **marks: str) -> int:
    found = lines(desk, session)
    with desk.acting():
        given = {found[name].pk: (value, "") for name, value in marks.items()}
        return sessions.mark(session=session, marks=given, by=desk.by)


def close(desk: Desk, session: GroupSession, *, attempts: bool = True) -> int:
    with desk.acting():
        return sessions.close(session=session, attempts=attempts, at=NOW, by=desk.by)


@pytest.mark.parametrize("state", moves.GROUP_SESSION.states)
@pytest.mark.parametrize("move", moves.GROUP_SESSION.names)
def test_every_move_is_made_or_refused_with_a_sentence(state: str, move: str) -> None:
    if moves.GROUP_SESSION.may(state, move):
        assert moves.GROUP_SESSION.after(state, move) in GroupSession.Status.values
    else:
        with pytest.raises(NotPossible, match=r"\.$"):
            moves.GROUP_SESSION.after(state, move)


def test_closing_writes_a_contact_for_each_once(desk: Desk) -> None:
    sam, kim = desk.another("Sam", "Stone"), desk.another("Kim", "Reed")
    session = set_up(desk, desk.jay, sam, kim)
    with pytest.raises(NotPossible, match=r"Not marked yet: Jay Holloway, Kim Reed, Sam Stone\."):
        close(desk, session)
    assert mark(desk, session, Jay="present", Sam="late", Kim="absent") == 3
    assert close(desk, session) == 3
    with desk.acting():
        found = {one.young_person_id: one for one in Contact.objects.all()}
        assert found[desk.jay.pk].note == "Workshop: CV workshop at Grove Hill centre. What to leave out."
        assert (found[desk.jay.pk].minutes, found[desk.jay.pk].channel) == (60, "group")
        assert "Came late." in found[sam.pk].note
        assert (found[kim.pk].outcome, found[kim.pk].minutes) == ("did_not_come", None)
        assert found[kim.pk].try_again_on is not None
    with pytest.raises(NotPossible, match="closed already"):
        close(desk, session)
    with pytest.raises(NotPossible, match="is closed"):
        mark(desk, session, Jay="absent")
    with desk.acting():
        assert Contact.objects.count() == 3


def test_a_record_shows_the_session_and_nobody_else(desk: Desk) -> None:
    sam = desk.another("Sam", "Stone")
    session = set_up(desk, desk.jay, sam)
    mark(desk, session, Jay="present", Sam="absent")
    close(desk, session, attempts=False)
    page = desk.open("contacts")
    assert "CV workshop" in page
    assert "Stone" not in page
    assert "Lively" not in page
    with desk.acting():
        assert not Contact.objects.filter(young_person=sam).exists()


def test_only_those_whose_work_one_records_are_put_on_a_register(desk: Desk) -> None:
    session = set_up(desk, desk.jay)
    stranger = make_young_person(partnership=desk.partnership, given_name="Zed")
    with desk.acting():
        with pytest.raises(NotAllowed, match="another team"):
            sessions.add(session=session, young_people=[stranger], by=desk.by)
        assert sessions.add(session=session, young_people=[desk.jay], by=desk.by) == 0
    inspector = make_actor(partnership=desk.partnership, role=Role.INSPECTOR)
    with tenancy.acting(inspector), pytest.raises(NotAllowed):
        sessions.mark(session=session, marks={}, by=inspector)


def test_a_colleague_far_away_sees_how_many_and_nobody(desk: Desk) -> None:
    session = set_up(desk, desk.jay)
    page = signed_in(partnership=desk.partnership).get(f"/groups/{session.pk}/").content.decode()
    assert "Holloway" not in page
    assert "1 other young person" in page
    elsewhere = Desk()
    assert elsewhere.client.get(f"/groups/{session.pk}/").status_code == 404
    assert "CV workshop" not in elsewhere.client.get("/groups/").content.decode()


def test_it_is_not_closed_before_it_began_nor_with_nobody_nor_when_cancelled(desk: Desk) -> None:
    with pytest.raises(NotPossible, match="not begun"):
        close(desk, set_up(desk, desk.jay, at=NOW + timedelta(hours=1)))
    with pytest.raises(NotPossible, match="Nobody is on"):
        close(desk, set_up(desk))
    session = set_up(desk, desk.jay)
    with desk.acting():
        with pytest.raises(NotPossible, match="Say why"):
            sessions.cancel(session=session, because=" ", by=desk.by)
        sessions.cancel(session=session, because="Snow", by=desk.by)
    with pytest.raises(NotPossible, match="cancelled"):
        close(desk, session)


def correct(desk: Desk, line: Attendance, value: str, because: str = "Signed the sheet") -> None:
    with desk.acting():
        sessions.correct(line=line, mark=value, reason="", because=because, at=NOW, by=desk.by)


def test_a_mark_put_right_puts_the_record_right(desk: Desk) -> None:
    session = set_up(desk, desk.jay)
    mark(desk, session, Jay="absent")
    with pytest.raises(NotPossible, match="still open"):
        correct(desk, lines(desk, session)["Jay"], "present")
    close(desk, session)
    line = lines(desk, session)["Jay"]
    line.session = session
    with pytest.raises(NotPossible, match="Say why"):
        correct(desk, line, "present", because="")
    correct(desk, line, "present")
    with desk.acting():
        contact = Contact.objects.get()
        assert (contact.outcome, contact.try_again_on, contact.minutes) == ("spoke", None, 60)
        assert ContactChange.objects.get().was[0] == ["What happened", "Did not come"]
    page = desk.open("contacts")
    assert "because: Signed the sheet" in page
    assert "Put it right" not in page


def test_without_attempts_putting_right_writes_or_takes_away_the_contact(desk: Desk) -> None:
    session = set_up(desk, desk.jay)
    mark(desk, session, Jay="absent")
    assert close(desk, session, attempts=False) == 0
    line = lines(desk, session)["Jay"]
    line.session = session
    correct(desk, line, "late")
    with desk.acting():
        assert Contact.objects.get().outcome == "spoke"
    correct(desk, line, "absent")
    with desk.acting():
        assert not Contact.objects.exists()
        assert ContactChange.objects.get().kind == "taken_away"


def test_the_pages_from_setting_up_to_closing(desk: Desk) -> None:
    desk.another("Sam", "Stone", date_of_birth=date(2010, 5, 1))
    client = desk.client
    client.get("/groups/new/")
    said = {"title": "CV workshop", "kind": "workshop", "time": "00:01", **today_boxes("held_on")}
    add = client.post("/groups/new/", said).url
    assert add.endswith("/add/")
    page = client.get(add + "?words=Sam&year=12").content.decode()
    assert "Sam Stone" in page or "Nobody else matches" in page
    assert "Sam Stone" in client.get(add).content.decode()
    answer = client.post(add, {"names": "Jay Holloway\nZed Nobody", "person": str(desk.jay.pk)})
    assert answer.status_code == 422
    assert "“Zed Nobody” is nobody" in answer.content.decode()
    assert client.post(add, {"names": "Sam"}).status_code == 302
    home = add.removesuffix("add/")
    with desk.acting():
        session = GroupSession.objects.get()
    found = lines(desk, session)
    assert set(found) == {"Jay", "Sam"}
    jay, sam = found["Jay"].pk, found["Sam"].pk
    sent = {f"was-{jay}": "|", f"was-{sam}": "|", f"mark-{jay}": "present", f"mark-{sam}": ""}
    refused = client.post(home, {**sent, "close": "1"})
    assert refused.status_code == 409
    assert "Not marked yet: Sam Stone" in refused.content.decode()
    assert f'name="mark-{jay}" value="present" checked' in refused.content.decode(), "nothing marked is lost"
    done = client.post(home, {**sent, f"mark-{sam}": "absent", f"reason-{sam}": "Ill", "close": "1"})
    assert done.status_code == 302
    assert "Ill" in client.get(home).content.decode()
    assert "Register: CV workshop" in client.get(f"{home}sheet/").content.decode()
    client.get(f"{home}{sam}/correct/")
    assert client.post(f"{home}{sam}/correct/", {"mark": "late", "because": "Came at 2"}).status_code == 302
    assert client.post(f"{home}{sam}/remove/").status_code == 409
    with desk.acting():
        assert Contact.objects.count() == 2, "Jay's at once, Sam's when it was put right"


def test_two_of_a_name_are_told_apart(desk: Desk) -> None:
    desk.another("Sam", "Stone", date_of_birth=date(2010, 5, 1))
    twin = desk.another("Sam", "Stone", date_of_birth=date(2008, 5, 1))
    session = set_up(desk)
    address = f"/groups/{session.pk}/add/"
    page = desk.client.post(address, {"names": "Sam Stone"}).content.decode()
    assert "may be 2 young people" in page
    assert "born 1 May 2010" in page
    chosen = desk.client.post(address, {"names": "Sam Stone", "person": str(twin.pk)})
    assert chosen.status_code == 302
    with desk.acting():
        assert Attendance.objects.get().young_person_id == twin.pk


def test_two_who_mark_at_once_do_not_undo_each_other(desk: Desk) -> None:
    desk.another("Sam", "Stone")
    session = set_up(desk, desk.jay, desk.another("Kim", "Reed"))
    found = lines(desk, session)
    jay, kim = found["Jay"].pk, found["Kim"].pk
    both = {f"was-{jay}": "|", f"was-{kim}": "|"}
    address = f"/groups/{session.pk}/"
    desk.client.post(address, {**both, f"mark-{jay}": "present", f"mark-{kim}": ""})
    desk.client.post(address, {**both, f"mark-{jay}": "", f"mark-{kim}": "absent"})
    found = lines(desk, session)
    assert (found["Jay"].mark, found["Kim"].mark) == ("present", "absent")


def test_a_session_can_be_changed_until_it_is_closed(desk: Desk) -> None:
    session = set_up(desk, desk.jay)
    address = f"/groups/{session.pk}/"
    desk.client.get(f"{address}change/")
    said = {"title": "CVs again", "kind": "talk", "time": "9am", "version": "1", **today_boxes("held_on")}
    assert desk.client.post(f"{address}change/", said).status_code == 302
    assert desk.client.post(f"{address}change/", said).status_code == 409
    desk.client.get(f"{address}cancel/")
    assert desk.client.post(f"{address}cancel/", {"because": "Snow"}).status_code == 302
    assert "Snow" in desk.client.get(address).content.decode()


def test_the_pages_ask_few_questions(desk: Desk) -> None:
    people = [desk.another(f"Name{number}", "Stone") for number in range(12)]
    session = set_up(desk, *people)
    for address in (
        f"/groups/{session.pk}/",
        f"/groups/{session.pk}/add/",
        f"/groups/{session.pk}/sheet/",
        "/groups/",
    ):
        desk.client.get(address)
        with few_questions():
            desk.client.get(address)
