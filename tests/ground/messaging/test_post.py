"""The post room hands letters over, and keeps nothing of what they said."""

import base64
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from procrastinate.contrib.django.models import ProcrastinateJob

from connexions.ground.base.acting import NATIONAL_UNIT, system
from connexions.ground.base.refusals import NotPossible
from connexions.ground.messaging import gateways, sealing
from connexions.ground.messaging.actions import post
from connexions.ground.messaging.gateways import TryLater
from connexions.ground.messaging.models import Message
from tests.ground.messaging.standin import KEY, Notify

pytestmark = pytest.mark.django_db
BY = system("tests", partnership=NATIONAL_UNIT)


@pytest.fixture
def outbox(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path / "outbox"


def text(words: str = "042917 is your code", to: str = "+447700900123") -> Message:
    return post.send_text(to=to, words=words, purpose="sign-in code", by=BY)


def test_a_demonstrations_letters_lie_in_the_outbox(
    outbox: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        message = text()
    told = json.loads((outbox / f"{message.pk}.json").read_text())
    assert (told["channel"], told["to"], told["words"]) == ("text", "+447700900123", "042917 is your code")
    message.refresh_from_db()
    assert message.state == Message.State.SENT


def test_nothing_of_a_letter_is_left_in_the_database(
    outbox: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as waiting:
        message = text()
    assert b"042917" not in bytes(message.sealed or b"")
    assert sealing.unseal(bytes(message.sealed or b""), message=message.pk).words == "042917 is your code"
    for callback in waiting:
        callback()
    message.refresh_from_db()
    assert message.sealed is None
    assert "7700900123" not in json.dumps(list(Message.objects.values()), default=str)
    assert message.to_hash == sealing.hash_of(" +447700900123 ")
    assert message.to_hash != sealing.hash_of("+447700900124")


def test_nothing_goes_where_the_transaction_is_undone(
    outbox: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=False):
        text()
    assert not outbox.exists()


def test_a_text_goes_through_notify(notify: Notify) -> None:
    message = post.deliver(message_id=text().pk, by=BY)
    kind, body = notify.bodies[0]
    assert (kind, body["phone_number"]) == ("sms", "+447700900123")
    assert body["personalisation"] == {"words": "042917 is your code"}
    assert body["reference"] == str(message.pk)
    assert (message.state, message.reference) == (Message.State.SENT, notify.sent[0]["id"])


def test_an_email_goes_through_notify(notify: Notify) -> None:
    made = post.send_email(to="a@example.org", subject="Your\ncode", words="042917", purpose="code", by=BY)
    post.deliver(message_id=made.pk, by=BY)
    kind, body = notify.bodies[0]
    assert (kind, body["personalisation"]) == ("email", {"subject": "Your code", "words": "042917"})


def test_a_letter_goes_through_notify_as_it_is(notify: Notify) -> None:
    made = post.send_letter(to="1 High Street, NE1 1AA", pdf=b"%PDF-1.7 sheet", purpose="letter", by=BY)
    assert post.deliver(message_id=made.pk, by=BY).state == Message.State.SENT
    kind, body = notify.bodies[0]
    assert (kind, base64.b64decode(body["content"])) == ("letter", b"%PDF-1.7 sheet")


def test_letters_that_nobody_posts_for_us_are_printed_here(settings: Any) -> None:
    settings.DEMO = settings.TESTING = False
    assert not gateways.posts_letters()
    with pytest.raises(NotPossible, match="print them"):
        post.send_letter(to="1 High Street, NE1 1AA", pdf=b"%PDF-", purpose="letter", by=BY)


@pytest.mark.parametrize(
    ("to", "template", "says"),
    [
        ("+33612345678", "", "Not a UK mobile number"),
        ("+447700900123", "00000000-0000-4f6e-b855-c550268ce08a", "Template not found"),
    ],
)
def test_what_notify_refuses_is_not_sent_again(
    notify: Notify, settings: Any, to: str, template: str, says: str
) -> None:
    if template:
        settings.NOTIFY["templates"]["text"] = template
    message = post.deliver(message_id=text(to=to).pk, by=BY)
    assert (message.state, message.sealed) == (Message.State.FAILED, None)
    assert says in message.reason
    assert to not in message.reason
    post.deliver(message_id=message.pk, by=BY)
    assert len(notify.bodies) == 1


def test_a_wrong_key_is_said(notify: Notify, settings: Any) -> None:
    settings.NOTIFY["key"] = f"{KEY[:-1]}1"
    message = post.deliver(message_id=text().pk, by=BY)
    assert (message.state, "403" in message.reason) == (Message.State.FAILED, True)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_notify_is_too_busy_for_is_tried_again(notify: Notify, status: int) -> None:
    notify.refuse_with = status
    waiting = text()
    with pytest.raises(TryLater):
        post.deliver(message_id=waiting.pk, by=BY)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.tries) == (Message.State.WAITING, 1)
    notify.refuse_with = 0
    assert post.deliver(message_id=waiting.pk, by=BY).state == Message.State.SENT


def test_at_last_it_is_given_up(notify: Notify) -> None:
    notify.refuse_with = 503
    waiting = text()
    with pytest.raises(TryLater):
        post.deliver(message_id=waiting.pk, by=BY)
    message = post.give_up(message_id=waiting.pk, by=BY)
    assert (message.state, message.sealed) == (Message.State.FAILED, None)
    assert "503" in message.reason


class Letterbox:
    """A mail server that takes what comes, but for one address."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody"):
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken.append(envelope)
        return "250 OK"


@pytest.fixture
def mail(settings: Any) -> Iterator[Letterbox]:
    letterbox = Letterbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    controller = Controller(letterbox, hostname="127.0.0.1", port=free)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = free
    yield letterbox
    controller.stop()


def email(to: str) -> Message:
    made = post.send_email(to=to, subject="Your code", words="042917 – für Zoë", purpose="code", by=BY)
    return post.deliver(message_id=made.pk, by=BY)


def test_an_email_goes_by_smtp(mail: Letterbox) -> None:
    assert email("zoe@example.org").state == Message.State.SENT
    envelope = mail.taken[0]
    assert envelope.rcpt_tos == ["zoe@example.org"]
    assert b"Subject: Your code" in (envelope.content or b"")


def test_a_mailbox_that_does_not_exist_is_not_tried_again(mail: Letterbox) -> None:
    message = email("nobody@example.org")
    assert message.state == Message.State.FAILED
    assert "550 No such mailbox" in message.reason


def test_a_mail_server_that_is_away_is_tried_again(mail: Letterbox, settings: Any) -> None:
    settings.EMAIL_PORT = 1
    with pytest.raises(TryLater, match="could not be reached"):
        email("zoe@example.org")


def test_without_any_way_out_it_says_what_to_set(settings: Any) -> None:
    settings.DEMO = settings.TESTING = False
    with pytest.raises(NotPossible, match="CONNEXIONS_NOTIFY_KEY"):
        text()


def test_the_outbox_is_shown_in_a_demonstration_only(client: Any, outbox: Path, settings: Any) -> None:
    settings.DEMO = False
    assert client.get("/demo/outbox/").status_code == 404
    settings.DEMO = True
    assert client.get("/demo/outbox/").status_code == 200


def test_what_goes_far_is_left_to_the_worker(notify: Notify, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        message = text()
    assert notify.bodies == []
    job = ProcrastinateJob.objects.get(task_name="messaging.deliver")
    assert job.args == {"message_id": str(message.pk)}
