from typing import Any, ClassVar

from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.ground.base.sealing import SealedTextField
from connexions.ground.messaging.models import Message
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Team
from connexions.registers.people.models import YoungPerson
from connexions.trust.safeguarding.models.concern import PURPOSE


class Reach(Identified, Tenanted, Versioned):
    """How a member of staff is reached when it matters: their mobile, their buddy, their words for help."""

    keeps_history = False

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    mobile = models.CharField(max_length=16, blank=True, help_text="E.164: +447700900123.")
    buddy = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    help_words = SealedTextField(
        purpose=PURPOSE, null=True, help_text="Said at check-in, they mean: I need help and cannot say so."
    )

    class Meta:
        verbose_name_plural = "reach"
        constraints = [models.UniqueConstraint(fields=["partnership", "user"], name="one_reach_each")]


class Outing(Identified, Tenanted, Versioned):
    """A visit that somebody makes alone: where, until when they expect to be back, and that they came back."""

    keeps_history = False
    closes_with_person = False  # whoever looks out for a colleague must see that they are not back

    class State(models.TextChoices):
        OUT = "out", "Out"
        OVERDUE = "overdue", "Not back yet"
        NEEDS_HELP = "needs_help", "Asked for help"
        SAFE = "safe", "Back safe"
        STOOD_DOWN = "stood_down", "Spoken to: safe"

    OPEN = ("out", "overdue", "needs_help")

    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    buddy = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    young_person = models.ForeignKey(
        YoungPerson,
        null=True,
        on_delete=models.CASCADE,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    where = SealedTextField(purpose=PURPOSE)
    started_at = models.DateTimeField()
    expected_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OUT)
    told: Any = models.JSONField(
        default=list, help_text="Who has been told since the expected end, in order."
    )
    quietly = models.BooleanField(
        default=False,
        help_text="They asked for help without being able to say so: their own page shows nothing of it.",
    )
    look_again_at = models.DateTimeField(help_text="When the next of them is told.")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["partnership", "look_again_at"],
                condition=models.Q(state__in=["out", "overdue", "needs_help"]),
                name="outings_going_on",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "worker"],
                condition=models.Q(state__in=["out", "overdue", "needs_help"]),
                name="one_outing_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(expected_at__gt=models.F("started_at")), name="expected_after_start"
            ),
        ]


class OutingEvent(Identified, Tenanted):
    """One thing that happened on a visit alone: begun, extended, who was told, back."""

    append_only: ClassVar[bool] = True

    outing = models.ForeignKey(Outing, on_delete=models.PROTECT, related_name="events", db_index=False)
    at = models.DateTimeField()
    what = models.CharField(max_length=24)
    whom = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    email = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["outing", "at"], name="events_of_outing")]
