from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from connexions.ground.base.models import Identified, Versioned
from connexions.practice.casework.models.contact import Contact
from connexions.practice.casework.models.form import AssessmentForm
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


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


class OnForm(models.Manager["Rating"]):
    """The ratings whose factor is on their assessment's form."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(set_aside=False)


class Rating(Identified, AboutYoungPerson, Versioned):
    """How one factor stands in one assessment: as the adviser sees it and as the young person does.

    A row without a level is "not explored", which somebody decided; a factor without a row has not been
    looked at yet. What was rated on a factor that the form no longer has is set aside, never thrown away.
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="ratings", db_index=False
    )
    factor = models.PositiveSmallIntegerField()
    adviser_level = models.PositiveSmallIntegerField(null=True, blank=True)
    young_person_level = models.PositiveSmallIntegerField(null=True, blank=True)
    difference = models.TextField(blank=True, help_text="Why the two see it differently.")
    strengths = models.TextField(blank=True)
    not_explored = models.TextField(blank=True, help_text="Why it was not explored.")
    set_aside = models.BooleanField(default=False)
    rated_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = OnForm()
    whole = models.Manager["Rating"]()

    class Meta:
        base_manager_name = "whole"
        constraints = [models.UniqueConstraint(fields=["assessment", "factor"], name="one_rating_a_factor")]


class Evidence(Identified, AboutYoungPerson):
    """One thing a rating rests on: what was said, seen or sent, by whom and when."""

    class Source(models.TextChoices):
        YOUNG_PERSON = "young_person", "The young person"
        CARER = "carer", "A parent or carer"
        SCHOOL = "school", "School, college or work"
        SEEN = "seen", "I saw it"
        DOCUMENT = "document", "A document"
        PROFESSIONAL = "professional", "Somebody else who helps"
        CONTACT = "contact", "A contact on the record"

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="evidence", db_index=False
    )
    factor = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=12, choices=Source.choices)
    who = models.CharField(max_length=120, blank=True, help_text="Who, or which document.")
    said_on = models.DateField()
    words = models.TextField()
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()

    class Meta:
        # Read with an assessment, all of it: one page, one question.
        indexes = [models.Index(fields=["assessment", "factor"], name="evidence_of")]


class Sitting(Identified, AboutYoungPerson):
    """One meeting at which an assessment was worked on: when, who was there, which factors were touched."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="sittings", db_index=False
    )
    held_on = models.DateField()
    with_young_person = models.BooleanField(default=True)
    others = models.CharField(max_length=200, blank=True, help_text="Who else was there.")
    factors = ArrayField(models.PositiveSmallIntegerField(), default=list)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "held_on"], name="one_sitting_a_day"),
        ]
