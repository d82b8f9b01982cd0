from django.db import models
from django.db.models.functions import Now

from connexions.ground.base.models import Identified, Versioned
from connexions.practice.casework.models.allocation import Allocation
from connexions.practice.casework.models.plan import Plan
from connexions.practice.casework.models.review import Review
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class Ending(Identified, AboutYoungPerson, Versioned):
    """One end of support: asked for, agreed or not, and perhaps taken back. What was put to rest is named
    here, so that it can be taken up again as it was."""

    class State(models.TextChoices):
        ASKED = "asked", "Waiting for a manager"
        ENDED = "ended", "Ended"
        DECLINED = "declined", "Not agreed: support goes on"
        REOPENED = "reopened", "Taken up again since"
        UNDONE = "undone", "Ended by mistake, and put right"

    state = models.CharField(max_length=10, choices=State.choices)
    reason_key = models.CharField(max_length=60)
    reason = models.CharField(max_length=120)
    words = models.TextField(blank=True, help_text="Why, in the adviser's words.")
    summary = models.TextField(help_text="The end summary, in plain words: it goes to the young person.")
    asked_on = models.DateField()
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    decision_words = models.CharField(max_length=500, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    # What was put to rest.
    adviser = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    allocation = models.ForeignKey(
        Allocation, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    plan = models.ForeignKey(Plan, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    plan_was = models.CharField(max_length=10, blank=True)
    review = models.ForeignKey(Review, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    review_was = models.JSONField(null=True, blank=True, help_text="The review that was to come.")
    steps_open = models.PositiveSmallIntegerField(default=0)
    # How it was taken up again.
    back_on = models.DateField(null=True, blank=True)
    back_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    back_words = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "-asked_on", "-id"], name="endings_of"),
            models.Index(
                fields=["partnership", "asked_on"],
                condition=models.Q(state="asked"),
                name="endings_to_agree",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"],
                condition=models.Q(state__in=["asked", "ended"]),
                name="one_ending_at_a_time",
            )
        ]
