"""What was sent, never what it said; and what arrived, until somebody has read it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from connexions.ground.base.models import Identified, Tenanted
from connexions.ground.base.sealing import SealedBytesField
from connexions.ground.messaging import sealing


class Channel(models.TextChoices):
    """How a message goes."""

    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    LETTER = "letter", "Letter"


class Message(Identified):
    """One text, e-mail or letter: why it was sent and what became of it.

    The address is kept as a keyed hash, which finds it again when somebody asks about their own; what it says
    is sealed while it waits to be sent, and gone afterwards.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        FAILED = "failed", "Not delivered"
        REFUSED = "refused", "Not sent: they texted STOP"

    channel = models.CharField(max_length=8, choices=Channel.choices)
    purpose = models.CharField(max_length=60, help_text="Why, in the words of the service: sign-in code.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    to_hash = models.CharField(max_length=64)
    for_partnership = models.PositiveIntegerField(
        null=True, help_text="The partnership whose text it is; none where nobody acted."
    )
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
    units = models.PositiveSmallIntegerField(default=1, help_text="As how many texts it counts.")
    cost_pence: Any = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    asked_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="When the gateway said what became of it.")
    looked_at = models.DateTimeField(null=True, help_text="When we last asked the gateway.")

    class Meta:
        indexes = [
            models.Index(fields=["to_hash", "-asked_at"], name="message_to_address"),
            models.Index(fields=["for_partnership", "-asked_at"], name="messages_here"),
            models.Index(
                fields=["looked_at"],
                name="messages_on_their_way",
                condition=Q(state="sent", gateway="notify"),
            ),
        ]

    def __str__(self) -> str:
        return f"{Channel(self.channel).label} ({self.purpose}), {self.get_state_display().lower()}"


class Address(Identified):
    """A number from which somebody asked for no more texts, or for texts again; kept as a keyed hash."""

    address_hash = models.CharField(max_length=64, unique=True)
    wants_none = models.BooleanField()
    wished_at = models.DateTimeField(
        help_text="When the text came that says so: an older one changes nothing."
    )


class Arrival(Identified):
    """One text that arrived, once: what it said stands with the partnerships that it concerns (``ArrivedText``)."""

    notify_id = models.UUIDField(unique=True)
    from_hash = models.CharField(max_length=64)
    wish = models.CharField(max_length=8, blank=True)
    arrived_at = models.DateTimeField()
    kept_at = models.DateTimeField()


class ArrivedText(Identified, Tenanted):
    """A text as one partnership has it: taken by whoever asked for it, or to be read by somebody."""

    class State(models.TextChoices):
        TO_READ = "to_read", "To read"
        TAKEN = "taken", "Taken"
        DONE = "done", "Done"

    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=State.choices)
    told = models.CharField(max_length=200, help_text="What it was taken for, or why nobody took it.")
    known = models.BooleanField(default=False, help_text="Whether its number stands on a record here.")
    sealed: Any = SealedBytesField(
        purpose=sealing.PURPOSE, null=True, help_text="Number and words, encrypted; none once forgotten."
    )
    arrived_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    settled_name = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "-arrived_at"], name="texts_here"),
            models.Index(
                fields=["partnership", "arrived_at"], name="texts_to_read", condition=Q(state="to_read")
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["partnership", "arrival"], name="text_once_here")]
