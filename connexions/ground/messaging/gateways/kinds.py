"""What every way out has in common."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

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


class Gateway(ABC):
    """A way out of the house."""

    name: ClassVar[str]
    at_hand: ClassVar[bool] = False  # on this machine: no need to queue

    @abstractmethod
    def send(self, channel: Channel, letter: Letter, *, reference: str) -> Sent:
        """Hand a letter over. Raises ``Undeliverable`` or ``TryLater``."""
