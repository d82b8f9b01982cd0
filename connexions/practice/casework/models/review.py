from django.db import models

from connexions.ground.base.models import Identified, Versioned
from connexions.practice.casework.models.assessment import Assessment
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class Review(Identified, AboutYoungPerson, Versioned):
    """A day on which a young person and their adviser look at how things stand; due until it is held."""

    class Decision(models.TextChoices):
        GO_ON = "go_on", "Go on with the plan"
        CHANGE_LEVEL = "change_level", "Change the level of support"
        CLOSE = "close", "Close: the help has worked or is no longer wanted"

    due_on = models.DateField()
    set_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    held_on = models.DateField(null=True, blank=True)
    held_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    assessment = models.ForeignKey(
        Assessment, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    decision = models.CharField(max_length=16, choices=Decision.choices, blank=True)
    summary = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["young_person", "-due_on"], name="reviews_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=models.Q(held_on=None), name="one_open_review"
            ),
        ]
