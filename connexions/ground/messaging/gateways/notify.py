"""Texts, e-mails and letters through GOV.UK Notify, which public services use for free or at cost."""

import base64
import io
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from notifications_python_client.errors import APIError, HTTPError
from notifications_python_client.notifications import NotificationsAPIClient
from requests.exceptions import RequestException

from connexions.ground.messaging.gateways.kinds import (
    Arrived,
    Gateway,
    Receipt,
    Sent,
    TryLater,
    Undeliverable,
)
from connexions.ground.messaging.models import Channel
from connexions.ground.messaging.sealing import Letter

BUSY = 429
BROKEN = 500
MOST_PAGES = 40  # of 250: a week of texts of the whole country's largest partnership is far less


class Notify(Gateway):
    """One template for each channel, made once in Notify's own pages: it says ``((words))``, and the one for
    e-mail has ``((subject))`` as its subject. What is said stands here, where it is tested."""

    name: ClassVar[str] = "notify"

    def send(self, channel: Channel, letter: Letter, *, reference: str) -> Sent:
        try:
            answer = self._hand_over(client(), channel, letter, reference)
        except HTTPError as problem:
            raise failure(problem) from problem
        except RequestException as problem:
            raise TryLater("GOV.UK Notify could not be reached.") from problem
        return Sent(reference=str(answer["id"]))

    def _hand_over(self, via: Any, channel: Channel, letter: Letter, reference: str) -> dict[str, Any]:
        if channel == Channel.LETTER:
            sheet = io.BytesIO(base64.b64decode(letter.pdf))
            return dict(via.send_precompiled_letter_notification(reference, sheet))
        told: dict[str, Any] = {
            "template_id": settings.NOTIFY["templates"][channel.value],
            "reference": reference,
        }
        if channel == Channel.TEXT:
            answer = via.send_sms_notification(letter.to, personalisation={"words": letter.words}, **told)
        else:
            said = {"subject": letter.subject, "words": letter.words}
            answer = via.send_email_notification(letter.to, personalisation=said, **told)
        return dict(answer)


def client() -> Any:
    """Documented as not thread-safe: one for each errand."""
    make_client: Any = NotificationsAPIClient
    return make_client(settings.NOTIFY["key"], base_url=settings.NOTIFY["url"], timeout=20)


def received() -> Iterator[list[Arrived]]:
    """The texts of the last seven days, page by page, the newest first. Raises ``TryLater`` or ``Undeliverable``."""
    via, older_than = client(), None
    for _ in range(MOST_PAGES):
        page = _asked(via.get_received_texts, older_than=older_than)["received_text_messages"]
        if not page:
            return
        yield [arrived(one) for one in page]
        older_than = page[-1]["id"]


def receipt_of(notify_id: str) -> Receipt:
    """What became of one message, and what it cost. Raises ``TryLater`` or ``Undeliverable``."""
    return receipt(_asked(client().get_notification_by_id, notify_id))


def arrived(told: dict[str, Any]) -> Arrived:
    """A received text as the list gives it, or as it is posted to us (which names the same things otherwise).

    Raises ``KeyError`` or ``ValueError`` for what is no such text.
    """
    return Arrived(
        notify_id=UUID(str(told["id"])),
        number=str(told["user_number"] if "user_number" in told else told["source_number"]),
        words=str(told["content"] if "content" in told else told["message"]),
        at=_moment(told["created_at"] if "created_at" in told else told["date_received"]),
    )


def receipt(told: dict[str, Any]) -> Receipt:
    """What became of a message, asked for or posted to us. Raises ``KeyError`` for what says nothing of one."""
    ready, details = told.get("is_cost_data_ready"), told.get("cost_details") or {}
    pounds = told.get("cost_in_pounds") if ready else None
    units = details.get("billable_sms_fragments") if ready else None
    return Receipt(
        notify_id=str(told["id"]),
        reference=str(told.get("reference") or ""),
        to=str(told.get("to") or told.get("phone_number") or told.get("email_address") or ""),
        status=str(told["status"]),
        cost_pence=None if pounds is None else (Decimal(str(pounds)) * 100).quantize(Decimal("0.01")),
        units=int(units) if units else None,
    )


def failure(problem: APIError) -> Exception:
    """Notify's own words, without the address."""
    status = problem.status_code
    if status == BUSY or status >= BROKEN:
        return TryLater(f"GOV.UK Notify answered {status}.")
    messages = problem.message if isinstance(problem.message, list) else []
    said = "; ".join(str(one.get("message", "")) for one in messages) or "no reason given"
    return Undeliverable(f"GOV.UK Notify answered {status}: {said}"[:300])


def _asked(ask: Any, *given: Any, **named: Any) -> dict[str, Any]:
    try:
        return dict(ask(*given, **named))
    except APIError as problem:
        raise failure(problem) from problem
    except RequestException as problem:
        raise TryLater("GOV.UK Notify could not be reached.") from problem


def _moment(text: Any) -> datetime:
    found = datetime.fromisoformat(str(text))
    if found.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return found
