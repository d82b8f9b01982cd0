"""Texts and e-mails through GOV.UK Notify, which public services use for free or at cost."""

from typing import Any, ClassVar

from django.conf import settings
from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient
from requests.exceptions import RequestException

from connexions.ground.messaging.gateways.kinds import Gateway, Sent, TryLater, Undeliverable
from connexions.ground.messaging.models import Channel
from connexions.ground.messaging.sealing import Letter

BUSY = 429
BROKEN = 500


class Notify(Gateway):
    """One template for each channel, made once in Notify's own pages: it says ``((words))``, and the one for
    e-mail has ``((subject))`` as its subject. What is said stands here, where it is tested."""

    name: ClassVar[str] = "notify"

    def send(self, channel: Channel, letter: Letter, *, reference: str) -> Sent:
        # Documented as not thread-safe: one for each letter.
        make_client: Any = NotificationsAPIClient
        client = make_client(settings.NOTIFY["key"], base_url=settings.NOTIFY["url"], timeout=20)
        template = settings.NOTIFY["templates"][channel.value]
        try:
            answer = self._hand_over(client, channel, letter, template, reference)
        except HTTPError as problem:
            raise _failure(problem) from problem
        except RequestException as problem:
            raise TryLater("GOV.UK Notify could not be reached.") from problem
        return Sent(reference=str(answer["id"]))

    def _hand_over(
        self, client: Any, channel: Channel, letter: Letter, template: str, reference: str
    ) -> dict[str, Any]:
        told: dict[str, Any] = {"template_id": template, "reference": reference}
        if channel == Channel.TEXT:
            answer = client.send_sms_notification(letter.to, personalisation={"words": letter.words}, **told)
        else:
            said = {"subject": letter.subject, "words": letter.words}
            answer = client.send_email_notification(letter.to, personalisation=said, **told)
        return dict(answer)


def _failure(problem: HTTPError) -> Exception:
    """Notify's own words, without the address."""
    status = problem.status_code
    if status == BUSY or status >= BROKEN:
        return TryLater(f"GOV.UK Notify answered {status}.")
    messages = problem.message if isinstance(problem.message, list) else []
    said = "; ".join(str(one.get("message", "")) for one in messages) or "no reason given"
    return Undeliverable(f"GOV.UK Notify answered {status}: {said}"[:300])
