"""Texts that arrive are kept once, heeded, handed on, or left to be read; and what was sent has an end and a cost."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any
from uuid import uuid4

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.acting import NATIONAL_UNIT, Role, system
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.ground.messaging import queries, tasks
from connexions.ground.messaging.actions import arrivals, post, receipts
from connexions.ground.messaging.gateways.kinds import Arrived, Receipt
from connexions.ground.messaging.models import Address, Arrival, ArrivedText, Message
from connexions.ground.messaging.signals import Heard, not_delivered, text_arrived
from tests.factories import make_actor, make_partnership
from tests.ground.messaging.standin import Notify

pytestmark = pytest.mark.django_db
BY = post.POST_ROOM
NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
NUMBER = "+447700900123"
TOKEN = "a-token-agreed-with-notify"


@pytest.fixture
def here() -> int:
    number: int = make_partnership().pk
    return number


@pytest.fixture
def answers() -> Iterator[list[Any]]:
    """What rooms above answer, in the order in which they are asked: none answer without it."""
    told: list[Any] = []
    rung: list[Any] = []

    def hear(**given: Any) -> Heard | None:
        rung.append(given)
        return told[0](given) if told else None

    before, text_arrived.receivers = text_arrived.receivers, []
    text_arrived.connect(hear, weak=False)
    told.append(lambda _: None)
    told.append(rung)
    yield told
    text_arrived.receivers = before
    text_arrived.sender_receivers_cache.clear()


def come(words: str, *, minutes: int = 0, number: str = NUMBER, **more: Any) -> Arrival | None:
    arrived = Arrived(
        notify_id=more.get("notify_id") or uuid4(),
        number=number,
        words=words,
        at=NOW + timedelta(minutes=minutes),
    )
    return arrivals.take(arrived=arrived, at=NOW + timedelta(hours=1), by=BY)


def texts(partnership: int) -> list[ArrivedText]:
    with tenancy.acting(system("tests", partnership=partnership)):
        return list(ArrivedText.objects.order_by("arrived_at"))


def send(by: Any, **more: Any) -> Message:
    return post.send_text(to=NUMBER, words="Are you still at college?", purpose="status", by=by, **more)


def test_a_text_is_kept_once_and_sealed(here: int, answers: Any) -> None:
    same = uuid4()
    assert come("I work at Greggs", notify_id=same) is not None
    assert come("I work at Greggs", notify_id=same) is None
    (text,) = texts(here)
    assert (text.state, text.told) == ("to_read", arrivals.UNKNOWN)
    assert b"Greggs" not in bytes(text.sealed or b"")
    with tenancy.acting(system("tests", partnership=here)):
        letter = queries.said(text)
    assert (letter.to, letter.words) == (NUMBER, "I work at Greggs")
    assert NUMBER[-9:] not in json.dumps(list(Arrival.objects.values()), default=str)


def test_whoever_takes_it_has_it(here: int, answers: Any) -> None:
    answers[0] = lambda given: Heard(known=True, taken="An answer: it is still so")
    come("yes", number="07700 900123")
    (text,) = texts(here)
    assert (text.state, text.told, text.known) == ("taken", "An answer: it is still so", True)
    assert answers[1][0]["number"] == NUMBER


def test_each_partnership_has_its_own_and_no_other_sees_it(here: int, answers: Any) -> None:
    other = make_partnership().pk
    answers[0] = lambda given: Heard(known=given["by"].partnership == other, why="Ring it")
    come("hello")
    assert texts(here) == []
    assert [one.told for one in texts(other)] == ["Ring it"]


def test_an_unknown_number_is_read_by_whoever_wrote_to_it_last(here: int, answers: Any) -> None:
    other = make_partnership().pk
    send(system("tests", partnership=other))
    Message.objects.update(asked_at=NOW - timedelta(days=3))
    come("who is this?")
    assert (len(texts(here)), len(texts(other))) == (0, 1)


def test_stop_is_heeded_at_once_and_start_takes_it_back(here: int, answers: Any) -> None:
    by = system("tests", partnership=here)
    come("Stop please")
    refused = send(by)
    assert refused.state == Message.State.REFUSED
    assert "STOP came from this number on" in refused.reason
    assert refused.sealed is None
    assert post.deliver(message_id=refused.pk, by=BY).state == Message.State.REFUSED
    assert send(by, asked_for=True).state == Message.State.WAITING
    come("START", minutes=1)
    assert send(by).state == Message.State.WAITING
    assert [one.told for one in texts(here)] == [arrivals.SAYS["stop"], arrivals.SAYS["start"]]


@pytest.mark.parametrize("order", list(permutations([("STOP", 0), ("START", 5), ("stop", 10)])))
def test_the_last_word_holds_in_whatever_order_they_come(here: int, answers: Any, order: Any) -> None:
    for words, minutes in order:
        come(words, minutes=minutes)
    assert Address.objects.get().wants_none


def test_a_stop_from_a_clock_that_is_ahead_is_taken_back_as_any_other(here: int, answers: Any) -> None:
    come("STOP", minutes=60 * 24 * 365)
    come("START", minutes=60)
    assert not Address.objects.get().wants_none


def test_only_the_post_room_takes_texts() -> None:
    by = make_actor(role=Role.DUTY_ADVISER, partnership=make_partnership())
    arrived = Arrived(notify_id=uuid4(), number=NUMBER, words="x", at=NOW)
    with pytest.raises(NotAllowed):
        arrivals.take(arrived=arrived, at=NOW, by=by)


def test_what_is_read_is_settled_once_and_forgotten_later(here: int, answers: Any) -> None:
    come("hello")
    (text,) = texts(here)
    by = make_actor(role=Role.DUTY_ADVISER, partnership=text.partnership)
    with tenancy.acting(by):
        done = arrivals.settle(text=text, told="Nothing to do", at=NOW, by=by)
        assert (done.state, done.settled_by, done.settled_name) == ("done", by.id, by.name)
        with pytest.raises(NotPossible, match="settled already"):
            arrivals.settle(text=text, told="Again", at=NOW, by=by)
        assert arrivals.forget(at=NOW + timedelta(days=29), by=by) == 0
        assert arrivals.forget(at=NOW + timedelta(days=31), by=by) == 1
        assert queries.said(queries.text(text_id=text.pk, by=by)).words == ""


def test_texts_are_fetched_page_by_page_until_one_holds_nothing_new(
    here: int, answers: Any, notify: Notify
) -> None:
    at = datetime.now(UTC) - timedelta(days=1)
    for number in range(510):
        notify.arrives("447700900123", f"text {number}", at + timedelta(seconds=number))
    assert tasks.fetch() == 510
    notify.arrives("447700900123", "one more")
    assert tasks.fetch() == 1
    assert tasks.fetch() == 0
    assert len(texts(here)) == 511


def test_one_that_cannot_be_taken_keeps_no_other_out(here: int, answers: Any, notify: Notify) -> None:
    def hear(given: Any) -> Heard:
        if given["words"] == "bad":
            raise ValueError("a fault of ours")
        return Heard(known=True)

    answers[0] = hear
    notify.arrives(NUMBER, "bad")
    notify.arrives(NUMBER, "good")
    assert tasks.fetch() == 1
    answers[0] = lambda given: Heard(known=True)
    assert tasks.fetch() == 1


def test_nothing_comes_while_notify_is_away(here: int, notify: Notify) -> None:
    notify.refuse_with = 500
    assert tasks.fetch() == 0


def posted(client: Any, what: str, told: Any, token: str = TOKEN) -> int:
    body = told if isinstance(told, str) else json.dumps(told)
    answer = client.post(
        f"/post-room/{what}/",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    status: int = answer.status_code
    return status


def a_text(words: str = "hello") -> dict[str, str]:
    """As GOV.UK Notify posts it: other names than in its list."""
    return {
        "id": str(uuid4()),
        "source_number": "447700900123",
        "destination_number": "07860000001",
        "message": words,
        "date_received": "2026-11-03T12:15:30.000000Z",
    }


def test_a_text_that_is_posted_to_us_is_taken_once(
    here: int, answers: Any, notify: Notify, client: Any
) -> None:
    told = a_text()
    assert [posted(client, "texts", told) for _ in range(2)] == [204, 204]
    assert len(texts(here)) == 1
    notify.texts.append({**notify.arrives(NUMBER, "hello"), "id": told["id"]})
    notify.texts.pop(0)
    assert tasks.fetch() == 0, "the same text in the list is the same text"


@pytest.mark.parametrize(
    ("told", "token", "status"),
    [
        (a_text(), "another", 403),
        (a_text(), "", 403),
        ("{", TOKEN, 400),
        ("[]", TOKEN, 400),
        ({"id": "x"}, TOKEN, 400),
        ({**a_text(), "date_received": "yesterday"}, TOKEN, 400),
        ("x" * 70_000, TOKEN, 413),
    ],
)
def test_what_is_posted_otherwise_is_not_taken(
    notify: Notify, client: Any, told: Any, token: str, status: int
) -> None:
    assert posted(client, "texts", told, token) == status
    assert not Arrival.objects.exists()


def test_nothing_is_taken_where_no_token_is_agreed(client: Any, settings: Any) -> None:
    settings.NOTIFY = {**settings.NOTIFY, "bearer": ""}
    assert posted(client, "texts", a_text(), "") == 404


@pytest.fixture
def lost() -> Iterator[list[Any]]:
    rung: list[Any] = []

    def hear(**given: Any) -> None:
        rung.append(given)

    not_delivered.connect(hear)
    yield rung
    not_delivered.disconnect(hear)


@pytest.mark.parametrize(
    ("number", "state", "for_good"),
    [
        ("+447700900123", "delivered", None),
        ("+447700900003", "failed", True),
        ("+447700900002", "failed", False),
    ],
)
def test_a_receipt_says_what_became_of_it(
    here: int, notify: Notify, client: Any, lost: list[Any], number: str, state: str, for_good: bool | None
) -> None:
    by = system("tests", partnership=here)
    made = post.send_text(to=number, words="x" * 200, purpose="status", by=by)
    message = post.deliver(message_id=made.pk, by=BY)
    notify.move()
    assert posted(client, "receipts", notify.receipt_of(notify.sent[0])) == 204
    message.refresh_from_db()
    assert (message.state, message.ended_at) == (Message.State.SENT, None)
    notify.move()
    told = notify.receipt_of(notify.sent[0])
    assert [posted(client, "receipts", told) for _ in range(2)] == [204, 204]
    message.refresh_from_db()
    assert message.state == state
    assert [one["for_good"] for one in lost] == ([] if for_good is None else [for_good])
    with tenancy.acting(by):
        listed = list(queries.not_delivered(by=by, since=NOW - timedelta(days=9000)))
    assert [one.pk for one in listed] == ([] if for_good is None else [message.pk])


def test_where_no_receipt_comes_it_is_asked_after_and_its_cost_with_it(here: int, notify: Notify) -> None:
    by = system("tests", partnership=here)
    made = post.send_text(to=NUMBER, words="x" * 200, purpose="status", by=by)
    assert made.units == 2
    post.deliver(message_id=made.pk, by=BY)
    for _ in range(2):
        notify.move()
    assert tasks.look_after() == 1
    made.refresh_from_db()
    assert (made.state, made.cost_pence) == (Message.State.DELIVERED, Decimal("4.94"))
    assert tasks.look_after() == 0
    (month,) = queries.months(by=by, since=NOW - timedelta(days=9000))
    assert (month.messages, month.units, month.pence, month.without_cost) == (1, 2, Decimal("4.94"), 0)


def test_a_receipt_for_another_message_changes_nothing(here: int, notify: Notify) -> None:
    message = post.deliver(message_id=send(system("tests", partnership=here)).pk, by=BY)
    for reference in ("nothing of ours", str(uuid4()), str(message.pk)):
        found = receipts.settle(
            receipt=Receipt(notify_id="other", reference=reference, to=NUMBER, status="delivered"),
            at=NOW,
            by=BY,
        )
        assert found is None
    message.refresh_from_db()
    assert message.state == Message.State.SENT


def test_another_partnerships_months_are_not_shown(here: int) -> None:
    send(system("tests", partnership=here))
    assert (
        queries.months(by=system("tests", partnership=make_partnership().pk), since=NOW - timedelta(9000))
        == []
    )
    assert send(system("tests", partnership=NATIONAL_UNIT)).for_partnership is None


def test_an_invented_person_texts_back_in_a_demonstration_only(
    here: int, answers: Any, client: Any, settings: Any
) -> None:
    told = {"number": "07700 900123", "words": "yes"}
    settings.DEMO = False
    assert client.post("/demo/outbox/text-back/", told).status_code == 404
    settings.DEMO = True
    assert client.post("/demo/outbox/text-back/", told).status_code == 302
    assert len(texts(here)) == 1
