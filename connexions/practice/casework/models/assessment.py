from django.db import models

from connexions.ground.base.models import Identified, Versioned
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class AssessmentForm(models.Model):
    """A version of the list of factors and of the scale. An assessment keeps the version it was made with."""

    version = models.PositiveSmallIntegerField(primary_key=True)
    name = models.CharField(max_length=100)
    scale = models.JSONField(
        help_text='From weakest to strongest: [{"level": 1, "label": "Critical need"}, …].'
    )
    need_at_most = models.PositiveSmallIntegerField(
        help_text="A factor rated at this level or below is a need."
    )
    in_use = models.BooleanField(default=False)


class Factor(models.Model):
    """One of the things an assessment looks at."""

    form = models.ForeignKey(AssessmentForm, on_delete=models.CASCADE, related_name="factors")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    group = models.CharField(max_length=60)
    prompts = models.TextField(blank=True, help_text="Things to ask, one a line.")

    class Meta:
        ordering = ["form", "number"]
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="factor_numbered_once")]


class Assessment(Identified, AboutYoungPerson, Versioned):
    """One look at a young person's whole situation, made with them; open until it is finished."""

    form = models.ForeignKey(AssessmentForm, on_delete=models.PROTECT, related_name="+", db_index=False)
    started_on = models.DateField()
    finished_at = models.DateTimeField(null=True, blank=True)
    with_young_person = models.BooleanField(default=True)
    summary = models.TextField(blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["young_person", "-started_on", "-id"], name="assessments_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=models.Q(finished_at=None), name="one_open_assessment"
            ),
        ]


class Rating(Identified, AboutYoungPerson, Versioned):
    """How one factor stands in one assessment: as the adviser sees it and as the young person does.

    A level of none is "not explored".
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="ratings", db_index=False
    )
    factor = models.PositiveSmallIntegerField()
    adviser_level = models.PositiveSmallIntegerField(null=True, blank=True)
    young_person_level = models.PositiveSmallIntegerField(null=True, blank=True)
    difference = models.TextField(blank=True, help_text="Why the two see it differently.")
    evidence = models.TextField(blank=True, help_text="What this rests on.")
    strengths = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "factor"], name="one_rating_a_factor")]
