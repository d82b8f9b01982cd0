"""What was sent: never what it said."""

from typing import Any

from django.db import models
from django.db.models.functions import Now

from connexions.ground.base.models import Identified
from connexions.ground.base.sealing import SealedBytesField
from connexions.ground.messaging import sealing


class Channel(models.TextChoices):
    """How a message goes."""

    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"


class Message(Identified):
    """One text or e-mail: why it was sent and what became of it.

    The address is kept as a keyed hash, which finds it again when somebody asks about their own; what it says
    is sealed while it waits to be sent, and gone afterwards.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not sent"

    channel = models.CharField(max_length=8, choices=Channel.choices)
    purpose = models.CharField(max_length=60, help_text="Why, in the words of the service: sign-in code.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    to_hash = models.CharField(max_length=64)
    sealed: Any = SealedBytesField(
        purpose=sealing.PURPOSE,
        before=lambda _: sealing.before,
        null=True,
        help_text="Address and words, encrypted, until it is sent.",
    )
    gateway = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=80, blank=True, help_text="What the gateway calls it.")
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was not sent.")
    tries = models.PositiveSmallIntegerField(default=0)
    cost_pence: Any = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    asked_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["to_hash", "-asked_at"], name="message_to_address")]

    def __str__(self) -> str:
        return f"{Channel(self.channel).label} ({self.purpose}), {self.get_state_display().lower()}"
