"""Telling a young person something: how it goes out, what it gives away, and who sees whether it arrived."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.ground.messaging import sealing
from connexions.ground.messaging.models import Message
from connexions.registers.accounts.models import Membership, User
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.actions import notices
from connexions.registers.people.actions.notices import Said
from connexions.registers.people.models import ContactPoint, Notice, YoungPerson
from connexions.registers.people.queries.notices import UNDELIVERED, notices_of
from tests.factories import (
    make_actor,
    make_contact_point,
    make_partnership,
    make_staff,
    make_young_person,
    sign_in,
)

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.fixture
def here(db: None) -> Partnership:
    return make_partnership()


@pytest.fixture
def by(here: Partnership) -> Iterator[Actor]:
    actor = make_actor(partnership=here, team=here.teams.get(), name="Priya Nair")
    with tenancy.acting(actor):
        yield actor


@pytest.fixture
def jay(here: Partnership, by: Actor) -> YoungPerson:
    return make_young_person(partnership=here, given_name="Jayden", family_name="Holloway", adviser_id=by.id)


def tell(jay: YoungPerson, by: Actor, **said: str) -> Notice:
    told = {"kind": "adviser", "title": "Your adviser is Priya Nair", "words": "She rings on Monday."}
    return notices.tell(young_person=jay, by=by, **{**told, **said})


def letter(notice: Notice) -> sealing.Letter:
    assert notice.message is not None
    assert notice.message.sealed is not None
    return sealing.unseal(notice.message.sealed, message=notice.message.pk)


def test_it_goes_to_their_own_preferred_number(jay: YoungPerson, by: Actor) -> None:
    make_contact_point(jay, "jay@example.org", kind="email")
    make_contact_point(jay, "+447700900123", preferred=True)
    sent = letter(tell(jay, by))
    assert sent.to == "+447700900123"
    assert sent.words == "Connexions: Your adviser is Priya Nair."


def test_what_is_private_stays_behind_the_door(jay: YoungPerson, by: Actor, settings: Any) -> None:
    settings.PUBLIC_URL = "https://connexions.example.org"
    make_contact_point(jay, "jay@example.org", kind="email")
    user = User.objects.create_user(phone="+447700900123", name="Jay")
    Membership.objects.create(
        user=user,
        partnership_id=jay.partnership_id,
        role=Role.YOUNG_PERSON,
        young_person_id=jay.pk,
        from_on=date(2026, 1, 1),
    )
    sent = letter(tell(jay, by))
    assert "Monday" not in sent.words
    assert sent.words.endswith("Sign in at https://connexions.example.org to read more.")
    assert "Priya" not in sent.subject
    assert "Jay" not in sent.subject


@pytest.mark.parametrize(
    "kept",
    [
        {"opted_out_on": date(2026, 1, 1)},
        {"failed_on": date(2026, 1, 1)},
        {"whose": "Mother"},
        {"kind": ContactPoint.Kind.PHONE},
    ],
)
def test_no_number_is_used_that_may_not_be(jay: YoungPerson, by: Actor, kept: dict[str, Any]) -> None:
    make_contact_point(jay, "+447700900123", **kept)
    notice = tell(jay, by)
    assert notice.message is None
    assert Notice.objects.filter(UNDELIVERED).get() == notice


def test_what_failed_asks_for_attention_until_they_are_told(jay: YoungPerson, by: Actor) -> None:
    make_contact_point(jay, "+447700900123")
    notice = tell(jay, by)
    assert not Notice.objects.filter(UNDELIVERED).exists()
    assert notice.message is not None
    Message.objects.filter(pk=notice.message.pk).update(state=Message.State.FAILED)
    assert Notice.objects.filter(UNDELIVERED).exists()
    notices.tell_in_person(notice=notice, at=NOON, by=by)
    assert not Notice.objects.filter(UNDELIVERED).exists()
    with pytest.raises(NotPossible, match="already"):
        notices.tell_in_person(notice=notice, at=NOON, by=by)


def test_whoever_may_not_see_the_work_sees_no_notice(jay: YoungPerson, by: Actor, here: Partnership) -> None:
    notice = tell(jay, by)
    far = make_actor(partnership=here, team=Team.objects.create(partnership=here, name="Far"), name="Sam Far")
    with pytest.raises(NotAllowed):
        notices_of(of=jay, by=far)
    with pytest.raises(NotAllowed):
        notices.tell_in_person(notice=notice, at=NOON, by=far)


def test_many_are_told_with_as_many_reads_as_one(here: Partnership, by: Actor) -> None:
    people = [make_young_person(partnership=here, given_name=f"P{n}") for n in range(20)]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        told = notices.tell_each(
            young_people=people, kind="adviser", say=lambda one: Said(f"Hello {one.known_as}"), by=by
        )
    assert [one.title for one in told[:2]] == ["Hello P0", "Hello P1"]
    assert sum(query["sql"].startswith("SELECT") for query in asked) <= 2


def test_only_they_themselves_have_read_it(jay: YoungPerson, by: Actor) -> None:
    with pytest.raises(NotPossible):
        notices.note_seen(young_person=jay, at=NOON, by=by)


def test_telling_is_written_down_without_its_words(jay: YoungPerson, by: Actor) -> None:
    tell(jay, by)
    entry = AuditEntry.objects.get(event="people.notice.told")
    assert entry.young_person_id == jay.pk
    assert "Monday" not in json.dumps(entry.details)


# Pages


def test_a_young_person_reads_their_messages(here: Partnership, by: Actor, jay: YoungPerson) -> None:
    tell(jay, by, words="<script>alert(1)</script>\nשלום")
    user = User.objects.create_user(phone="+447700900123", name="Jay")
    Membership.objects.create(
        user=user,
        partnership=here,
        role=Role.YOUNG_PERSON,
        young_person_id=jay.pk,
        from_on=date(2026, 1, 1),
    )
    client = sign_in(Client(), user, second_factor=False)
    said = client.get("/me/messages/").content.decode()
    assert "1 message is new" in said
    assert "שלום" in said
    assert "<script>alert" not in said
    assert client.post("/me/messages/").status_code == 302
    assert "is new" not in client.get("/me/messages/").content.decode()


def test_the_record_says_what_did_not_arrive(here: Partnership, by: Actor, jay: YoungPerson) -> None:
    notice = tell(jay, by)
    jay.team = here.teams.get()
    jay.save()
    user, _ = make_staff(partnership=here, role=Role.PERSONAL_ADVISER, team=here.teams.get())
    client = sign_in(Client(), user)
    told = f"/young-people/{jay.pk}/told/"
    assert "Not sent: no number or address" in client.get(told).content.decode()
    assert client.post(f"{told}{notice.pk}/in-person/").status_code == 302
    said = client.get(told).content.decode()
    assert "Told in person" in said
    assert "Not sent" not in said
    with CaptureQueriesContext(connection) as asked:
        client.get(told)
    assert sum(query["sql"].startswith('SELECT "') for query in asked) <= 8
