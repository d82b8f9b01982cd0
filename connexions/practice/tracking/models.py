"""What young people do, and how we know."""

from typing import ClassVar

from django.db import models

from connexions.ground.base.models import Identified, Versioned
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class ActivityKind(models.Model):
    """A kind of activity, by the code that the return uses; its words are what pages say. Reference data."""

    class Group(models.TextChoices):
        COMPULSORY = "compulsory", "Compulsory education"
        EDUCATION = "education", "Education"
        EMPLOYMENT = "employment", "Employment"
        TRAINING = "training", "Training"
        RE_ENGAGEMENT = "re_engagement", "Re-engagement"
        NEET = "neet", "Not in education, employment or training"
        OTHER = "other", "Other"
        NOT_KNOWN = "not_known", "Not known"

    code = models.CharField(primary_key=True, max_length=3)
    label = models.CharField(max_length=120)
    group = models.CharField(max_length=16, choices=Group.choices)
    is_neet = models.BooleanField()
    participates = models.BooleanField()
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.label


class Activity(Identified, AboutYoungPerson, Versioned):
    """One spell of one activity. Exactly one of a young person's is current: the one without an end."""

    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="+", db_index=False)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True, help_text="First day on which it was no longer so.")
    ascertained_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    lapses_on = models.DateField(null=True, blank=True)
    predicted_end_on = models.DateField(null=True, blank=True)
    neet_start_on = models.DateField(null=True, blank=True)
    establishment_number = models.CharField(max_length=7, blank=True)
    establishment_name = models.CharField(max_length=200, blank=True)
    ukprn = models.CharField(max_length=8, blank=True)
    source = models.CharField(max_length=100, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        verbose_name_plural = "activities"
        indexes = [
            models.Index(fields=["young_person", "-start_on"], name="activities_of"),
            models.Index(
                fields=["partnership", "lapses_on"], condition=models.Q(end_on=None), name="current_by_lapse"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=models.Q(end_on=None), name="one_current_activity"
            ),
            models.CheckConstraint(
                condition=models.Q(end_on=None) | models.Q(end_on__gte=models.F("start_on")),
                name="activity_ends_after_it_begins",
            ),
        ]


class GuaranteeStatus(Identified, AboutYoungPerson):
    """How the September Guarantee stands for one year group of a young person."""

    keeps_history: ClassVar[bool] = True

    year = models.PositiveSmallIntegerField(choices=[(11, "Year 11"), (12, "Year 12")])
    code = models.CharField(max_length=3)
    authority = models.CharField(max_length=3, blank=True)
    on_baseline = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "guarantee statuses"
        constraints = [models.UniqueConstraint(fields=["young_person", "year"], name="one_guarantee_a_year")]


class IntendedDestination(Identified, AboutYoungPerson):
    """What a young person meant to do after year 11."""

    code = models.CharField(max_length=3)
    said_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["young_person"], name="one_intended_destination")]
