"""A contact put right, moved to the right record, taken away: never silently."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import tenancy
from connexions.ground.base.refusals import Conflict, Missing, NotAllowed, NotPossible
from connexions.practice.casework.actions import contacts, corrections
from connexions.practice.casework.models import Contact, ContactChange, FollowUp
from tests.factories import make_actor, make_young_person
from tests.factories.desk import Desk

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 3, 10, tzinfo=timezone.get_default_timezone())
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def recorded(desk: Desk, **said: Any) -> Contact:
    told = {
        "young_person": desk.jay,
        "at": NOW,
        "channel": "phone",
        "outcome": "spoke",
        "words": "About Monday",
    }
    with desk.acting():
        return contacts.record(**{**told, "recorded_at": NOW, "by": desk.by, **said})  # type: ignore[arg-type]


def put_right(desk: Desk, contact: Contact, because: str = "I mixed up the days", **typed: Any) -> Contact:
    with desk.acting():
        return corrections.correct(
            contact=contact, typed=typed, because=because, version=contact.version, at=LATER, by=desk.by
        )


def test_what_it_said_stays_beside_who_and_why(desk: Desk) -> None:
    contact = recorded(desk)
    changed = put_right(desk, contact, note="About Tuesday", channel="phone")
    assert (changed.note, changed.version) == ("About Tuesday", 2)
    with desk.acting():
        change = ContactChange.objects.get()
        assert change.was == [["Note", "About Monday"]]
        assert AuditEntry.objects.get(event="casework.contact.corrected").details == {"fields": ["note"]}
    page = desk.open("contacts")
    assert "Note was: About Monday" in page
    assert "by Priya Nair, because: I mixed up the days" in page


def test_putting_right_an_outcome_sets_when_to_try_again(desk: Desk) -> None:
    contact = recorded(desk)
    assert put_right(desk, contact, outcome="no_answer").try_again_on is not None
    contact.version = 2
    assert put_right(desk, contact, outcome="spoke").try_again_on is None


def test_what_was_written_under_headings_is_put_right_there(desk: Desk) -> None:
    guided = contacts.Guided("care", "In care", 0, [("How things are", "Well")])
    contact = recorded(desk, guided=guided, words="")
    changed = put_right(desk, contact, answers=[["How things are", "Not well"], ["", "More"]])
    assert changed.note == "How things are\nNot well\n\nMore"


def test_it_is_refused_without_a_reason_or_a_change_or_over_somebody_elses(desk: Desk) -> None:
    contact = recorded(desk)
    with pytest.raises(NotPossible, match="Say why"):
        put_right(desk, contact, because=" ", note="x")
    with pytest.raises(NotPossible, match="Nothing was changed"):
        put_right(desk, contact, note="About Monday")
    with pytest.raises(NotPossible, match="not happened yet"):
        put_right(desk, contact, at=LATER + timedelta(days=1))
    with pytest.raises(NotPossible, match="before Jay was born"):
        put_right(desk, contact, at=NOW.replace(year=2000))
    put_right(desk, contact, note="Theirs")
    with pytest.raises(Conflict):
        put_right(desk, contact, note="Mine")


def test_one_on_the_wrong_record_is_moved_whole_and_leaves_no_words(desk: Desk) -> None:
    sam = desk.another("Sam", "Stone")
    contact = recorded(desk, outcome="moved", besides=contacts.Besides(new_address="4 Quay Street"))
    put_right(desk, contact, note="About Tuesday")
    with desk.acting():
        stored = Contact.objects.get()
        stored.young_person = desk.jay
        corrections.move(contact=stored, to=sam, because="Opened the wrong record", at=LATER, by=desk.by)
        assert Contact.objects.get().young_person_id == sam.pk
        assert FollowUp.objects.get().young_person_id == sam.pk
        events = AuditEntry.objects.filter(event__startswith="casework.contact.moved")
        assert {(one.event, one.young_person_id) for one in events} == {
            ("casework.contact.moved_away", desk.jay.pk),
            ("casework.contact.moved_here", sam.pk),
        }
        with pytest.raises(Missing):
            corrections.take_away(contact=contact, because="Late", at=LATER, by=desk.by)
    here = desk.open("contacts")
    assert "Opened the wrong record" in here
    assert "Quay Street" not in here
    assert "About" not in here.replace("About you", "")
    there = desk.client.get(f"/young-people/{sam.pk}/contacts/").content.decode()
    assert "Moved here from another record" in there
    assert "About Tuesday" in there


def test_it_is_moved_only_between_records_one_may_write_in(desk: Desk) -> None:
    contact = recorded(desk)
    stranger = make_young_person(partnership=desk.partnership)
    with desk.acting():
        with pytest.raises(NotAllowed):
            corrections.move(contact=contact, to=stranger, because="x", at=LATER, by=desk.by)
        with pytest.raises(NotPossible, match="already"):
            corrections.move(contact=contact, to=desk.jay, because="x", at=LATER, by=desk.by)
    far = make_actor(partnership=desk.partnership)
    with tenancy.acting(far), pytest.raises(NotAllowed):
        corrections.correct(contact=contact, typed={"note": "x"}, because="x", version=1, at=LATER, by=far)


def test_one_that_never_was_counts_no_more_and_stays_readable(desk: Desk) -> None:
    contact = recorded(desk, outcome="does_not_want_help")
    with desk.acting():
        corrections.take_away(contact=contact, because="Written down twice", at=LATER, by=desk.by)
        assert not Contact.objects.exists()
        assert FollowUp.objects.get().status == "not_done"
    page = desk.open("contacts")
    assert "Taken off this record" in page
    assert "Note: About Monday" in page
    assert "Written down twice" in page


def test_the_pages_put_right_move_and_take_away(desk: Desk) -> None:
    sam = desk.another("Sam", "Stone")
    contact = recorded(desk, at=NOW - timedelta(days=30))
    page = desk.open("contact_correct", contact.pk)
    assert "About Monday" in page
    said = {
        "channel": "phone",
        "outcome": "spoke",
        "note": "About Tuesday",
        "because": "Mixed up",
        "version": "1",
    }
    day = {"met_on-day": "4", "met_on-month": "10", "met_on-year": "2026", "time": "9:15"}
    assert desk.send("contact_correct", contact.pk, **said, **day).status_code == 302
    with desk.acting():
        assert timezone.localtime(Contact.objects.get().at).strftime("%d %H:%M") == "04 09:15"
    desk.open("contact_move", contact.pk)
    asked = desk.send("contact_move", contact.pk, who="Sam", because="Wrong record")
    assert asked.status_code == 422
    assert "Sam Stone, born" in asked.content.decode()
    nobody = desk.send("contact_move", contact.pk, who="Zed", because="Wrong record")
    assert "Nobody whose work you may record" in nobody.content.decode()
    chosen = {"who": "Sam", "because": "Wrong record", "young_person": str(sam.pk)}
    assert desk.send("contact_move", contact.pk, **chosen).status_code == 302
    assert desk.client.get(desk.address("contact_correct", contact.pk)).status_code == 404
    mine = recorded(desk)
    desk.open("contact_take_away", mine.pk)
    assert desk.send("contact_take_away", mine.pk, because="").status_code == 422
    assert desk.send("contact_take_away", mine.pk, because="Twice").status_code == 302
