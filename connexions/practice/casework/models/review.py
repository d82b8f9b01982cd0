from django.contrib.postgres.fields import ArrayField
from django.db import models

from connexions.ground.base.models import Identified, Versioned
from connexions.practice.casework.models.assessment import Assessment
from connexions.practice.casework.models.plan import Step
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class Review(Identified, AboutYoungPerson, Versioned):
    """A day on which a young person and their adviser look at how things stand; due until it is held."""

    class Decision(models.TextChoices):
        GO_ON = "go_on", "Go on with the plan"
        CHANGE_LEVEL = "change_level", "Change the level of support"
        CLOSE = "close", "End support: the help has worked or is no longer wanted"

    class Present(models.TextChoices):
        YOUNG_PERSON = "young_person", "The young person"
        ADVISER = "adviser", "Their adviser"
        CARER = "carer", "A parent or carer"
        PARTNER = "partner", "Somebody from another agency"

    due_on = models.DateField()
    rule = models.CharField(
        max_length=60, blank=True, db_default="", help_text="The rule that set the day; none: by hand."
    )
    because = models.CharField(max_length=300, blank=True, db_default="", help_text="Why it is due that day.")
    since_on = models.DateField(null=True, blank=True, help_text="The day of what the rule answers.")
    set_on = models.DateField(null=True, blank=True, help_text="When the day was set by hand.")
    set_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    held_on = models.DateField(null=True, blank=True)
    held_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    assessment = models.ForeignKey(
        Assessment, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    decision = models.CharField(max_length=16, choices=Decision.choices, blank=True)
    summary = models.TextField(blank=True)
    they_say = models.TextField(blank=True, db_default="", help_text="In the young person's own words.")
    present = ArrayField(models.CharField(max_length=12), default=list, blank=True, db_default=[])
    others = models.CharField(max_length=200, blank=True, db_default="", help_text="Who else was there.")

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "-due_on"], name="reviews_of"),
            # What is overdue in a whole partnership: counted for managers by the day it was due.
            models.Index(
                fields=["partnership", "due_on"], condition=models.Q(held_on=None), name="reviews_to_come"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=models.Q(held_on=None), name="one_open_review"
            ),
        ]


class StepLook(Identified, AboutYoungPerson):
    """What was found of one step at a review: done, going on, given another day, dropped."""

    class Found(models.TextChoices):
        DONE = "done", "Done"
        GOING_ON = "going_on", "Going on"
        NEW_DAY = "new_day", "Another day"
        DROPPED = "dropped", "Dropped"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="looks")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="+", db_index=False)
    found = models.CharField(max_length=10, choices=Found.choices)
    words = models.CharField(max_length=300, blank=True)
    was_due_on = models.DateField()
    looked_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "step"], name="one_look_a_step")]


class Exemption(Identified, AboutYoungPerson, Versioned):
    """No review until a day, and why: the review that was due falls due on that day instead."""

    reason_key = models.CharField(max_length=60)
    reason = models.CharField(max_length=120)
    words = models.CharField(max_length=500, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(help_text="First day on which a review may be due again.")
    was_due_on = models.DateField(null=True, blank=True, help_text="When the review would have been.")
    given_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_on = models.DateField(null=True, blank=True, help_text="Ended by hand before its day.")

    class Meta:
        indexes = [models.Index(fields=["young_person", "-until_on"], name="exemptions_of")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gt=models.F("from_on")), name="exemption_ends_after_it_begins"
            )
        ]


class LevelChange(Identified, AboutYoungPerson):
    """One change of the level of support: from when, from which to which."""

    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    on = models.DateField()
    reason = models.TextField(blank=True, db_default="")
    changed_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["young_person", "-on"], name="level_changes_of")]
