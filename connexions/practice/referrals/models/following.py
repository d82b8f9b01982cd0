"""What happens beside the moves: words, the waiting list, the hand-over, and what was said about days that passed."""

from django.db import models

from connexions.ground.base.models import Identified, Shared, Tenanted, Versioned
from connexions.ground.base.sealing import SealedTextField
from connexions.practice.referrals.models.referral import UNDER_LEAVE, Referral
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson, KeptOfYoungPerson


class Word(Identified, KeptOfYoungPerson, Shared):
    """One message on a referral, from one side to the other. Kept as it was written."""

    shared_by = written_by = UNDER_LEAVE

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="words", db_index=False)
    side = models.CharField(max_length=8)
    words = SealedTextField(purpose="referral word")
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["referral", "at"], name="words_on")]


class Place(Identified, AboutYoungPerson, Versioned, Shared):
    """A place on the waiting list of a service: how far from the front, when it is expected, and what became of it."""

    shared_by = written_by = UNDER_LEAVE

    class Became(models.TextChoices):
        KEPT = "kept", "Their turn came"
        GAVE_UP = "gave_up", "They gave up waiting"
        CLOSED = "closed", "The referral ended otherwise"

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="places", db_index=False)
    position = models.PositiveSmallIntegerField(null=True, help_text="1 is next; none where it is not told.")
    expected_on = models.DateField(null=True)
    put_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    became = models.CharField(max_length=8, choices=Became.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=models.Q(left_at=None), name="one_place_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(left_at=None, became="")
                | models.Q(left_at__isnull=False) & ~models.Q(became=""),
                name="place_left_for_a_reason",
            ),
        ]


class HandOver(Identified, AboutYoungPerson, Versioned, Shared):
    """A warm hand-over: when the young person, their adviser and the service meet or speak, so that nobody is sent
    alone. Named by one side, confirmed by the other."""

    shared_by = written_by = UNDER_LEAVE

    class Kind(models.TextChoices):
        MEETING = "meeting", "We meet there together"
        CALL = "call", "We ring together"
        VISIT = "visit", "The service comes to them"

    class State(models.TextChoices):
        NAMED = "named", "Waits to be confirmed"
        CONFIRMED = "confirmed", "Confirmed"
        HAPPENED = "happened", "It took place"
        MISSED = "missed", "It did not take place"
        CANCELLED = "cancelled", "Called off"

    referral = models.ForeignKey(
        Referral, on_delete=models.CASCADE, related_name="hand_overs", db_index=False
    )
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField()
    where = models.CharField(max_length=200, blank=True)
    who = models.CharField(max_length=200, blank=True, help_text="Whom they will meet.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.NAMED)
    side = models.CharField(max_length=8, help_text="Who named it.")
    named_by = models.CharField(max_length=120)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"],
                condition=models.Q(state__in=["named", "confirmed"]),
                name="one_hand_over_to_come",
            )
        ]


class Nudge(Identified, Tenanted):
    """Something that was said about a referral because a day came or passed. The same is never said twice."""

    append_only = True

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="nudges", db_index=False)
    kind = models.CharField(max_length=6)
    step = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField()
    told = models.CharField(max_length=200, help_text="Who was told, in words.")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "due_on", "kind", "step"], name="nudged_once")
        ]
