"""E-mail through the partnership's own server."""

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import ClassVar

from django.core.mail import EmailMessage

from connexions.ground.messaging.gateways.kinds import Gateway, Sent, TryLater, Undeliverable
from connexions.ground.messaging.models import Channel
from connexions.ground.messaging.sealing import Letter

PERMANENT = 500  # SMTP: a reply of 500 and above will not change by trying again


class Smtp(Gateway):
    """Plain text by SMTP."""

    name: ClassVar[str] = "smtp"

    def send(self, channel: Channel, letter: Letter, *, reference: str) -> Sent:
        message = EmailMessage(
            letter.subject, letter.words, to=[letter.to], headers={"X-Reference": reference}
        )
        try:
            message.send()
        except SMTPRecipientsRefused as problem:
            code, said = next(iter(problem.recipients.values()))
            raise _failure(code, said) from problem
        except SMTPResponseException as problem:
            raise _failure(problem.smtp_code, problem.smtp_error) from problem
        except (SMTPException, OSError) as problem:
            raise TryLater(f"The mail server could not be reached: {problem}.") from problem
        return Sent(reference=reference)


def _failure(code: int, said: bytes | str) -> Exception:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    kind = Undeliverable if code >= PERMANENT else TryLater
    return kind(f"The mail server answered {code} {text}"[:300])
