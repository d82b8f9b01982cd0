"""The ways out of the house, and which of them is open here."""

from django.conf import settings

from connexions.ground.base.refusals import NotPossible
from connexions.ground.messaging.gateways.kinds import Gateway, Sent, TryLater, Undeliverable
from connexions.ground.messaging.gateways.notify import Notify
from connexions.ground.messaging.gateways.outbox import Outbox
from connexions.ground.messaging.gateways.smtp import Smtp
from connexions.ground.messaging.models import Channel

__all__ = [
    "Gateway",
    "Sent",
    "TryLater",
    "Undeliverable",
    "gateway_for",
    "named",
    "posts_letters",
    "receives_texts",
]

NONE_OPEN = {
    Channel.TEXT: "No way to send texts is set up: set CONNEXIONS_NOTIFY_KEY and"
    " CONNEXIONS_NOTIFY_TEXT_TEMPLATE.",
    Channel.EMAIL: "No way to send e-mail is set up: set CONNEXIONS_SMTP_HOST, or CONNEXIONS_NOTIFY_KEY and"
    " CONNEXIONS_NOTIFY_EMAIL_TEMPLATE.",
    Channel.LETTER: "Letters are not posted for us: print them, or set CONNEXIONS_NOTIFY_KEY and"
    " CONNEXIONS_NOTIFY_LETTERS=1.",
}


def gateway_for(channel: Channel) -> Gateway:
    """The way out for a channel: GOV.UK Notify, SMTP, or a demonstration's outbox. Raises ``NotPossible``."""
    if settings.NOTIFY["key"] and _notify_takes(channel):
        return Notify()
    if channel == Channel.EMAIL and settings.EMAIL_HOST:
        return Smtp()
    if settings.DEMO or settings.TESTING:
        return Outbox()
    raise NotPossible(NONE_OPEN[channel])


def posts_letters() -> bool:
    """Whether letters are printed and posted for us."""
    return bool(settings.DEMO or settings.TESTING or (settings.NOTIFY["key"] and settings.NOTIFY["letters"]))


def receives_texts() -> bool:
    """Whether texts arrive here."""
    notify = settings.NOTIFY
    return bool(settings.DEMO or (notify["key"] and (notify["receives"] or notify["bearer"])))


def _notify_takes(channel: Channel) -> bool:
    if channel == Channel.LETTER:  # a letter is its own sheet, and needs no template
        return bool(settings.NOTIFY["letters"])
    return bool(settings.NOTIFY["templates"].get(channel.value))


def named(name: str) -> Gateway:
    """The gateway that a waiting message was meant for."""
    kinds: dict[str, type[Gateway]] = {"notify": Notify, "smtp": Smtp, "outbox": Outbox}
    return kinds[name]()
