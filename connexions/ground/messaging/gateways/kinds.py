"""What every way out has in common."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from connexions.ground.messaging.models import Channel
from connexions.ground.messaging.sealing import Letter


class Undeliverable(Exception):
    """It will never go: a wrong number, a template that is missing. Says why."""


class TryLater(Exception):
    """It may go later: the gateway is busy or cannot be reached. Says why."""


@dataclass(frozen=True)
class Sent:
    """The gateway has taken it."""

    reference: str = ""
    cost_pence: Decimal | None = None


@dataclass(frozen=True)
class Arrived:
    """A text as a gateway hands it over."""

    notify_id: UUID
    number: str
    words: str
    at: datetime


@dataclass(frozen=True)
class Receipt:
    """What a gateway says of one message. *reference* is ours: the message's identifier."""

    notify_id: str
    reference: str
    to: str
    status: str
    cost_pence: Decimal | None = None
    units: int | None = None


class Gateway(ABC):
    """A way out of the house."""

    name: ClassVar[str]
    at_hand: ClassVar[bool] = False  # on this machine: no need to queue

    @abstractmethod
    def send(self, channel: Channel, letter: Letter, *, reference: str) -> Sent:
        """Hand a letter over. Raises ``Undeliverable`` or ``TryLater``."""
