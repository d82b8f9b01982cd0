"""The counts that the database keeps, so that a figure is a sum of a few rows and can be asked of any month; and what a
partnership wants its figures to be."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.registers.people.models import AboutYoungPerson, YoungPerson


class Tally(Tenanted):
    """By how many young people one count grew or shrank in one month. The sum up to a month is its count.

    A count is of those of one authority and birth year who do one thing (code; empty where nothing is recorded), which
    has lapsed or not. Nobody writes here but PostgreSQL's triggers and ``tallies.fold`` (see ADR 19).
    """

    keeps_history = False

    authority = models.CharField(max_length=3, blank=True)
    cohort = models.SmallIntegerField(help_text="Year of birth as schools count it: from 1 September.")
    month = models.DateField(help_text="The last day of the month from whose end on it counts.")
    code = models.CharField(max_length=3, blank=True)
    lapsed = models.BooleanField()
    people = models.IntegerField()

    class Meta:
        verbose_name_plural = "tallies"
        indexes = [models.Index(fields=["partnership", "cohort", "month"], name="tallies_of_cohort")]


class Leaving(AboutYoungPerson):
    """Since when somebody is not in the primary cohort. Kept by PostgreSQL as their cohort status changes."""

    young_person = models.OneToOneField(
        YoungPerson, primary_key=True, on_delete=models.CASCADE, db_constraint=False, related_name="leaving"
    )
    left_on = models.DateField(help_text="The first day on which they were not counted.")


class Months(models.Func):
    """From the first day of a target until, and not including, its last."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Target(Identified, Tenanted, Versioned):
    """What a rate is to be at the month ends of some months, in one authority or (empty) in all together.

    At one month end an indicator has one target in one place: PostgreSQL refuses a second.
    """

    indicator = models.CharField(max_length=40)
    authority = models.CharField(max_length=3, blank=True)
    from_on = models.DateField(help_text="The first day of the first month.")
    until_on = models.DateField(null=True, blank=True, help_text="The first day of the month after the last.")
    percent: Any = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__gte=0, percent__lte=100), name="target_is_a_share"
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("from_on")),
                name="target_begins_before_it_ends",
            ),
            ExclusionConstraint(
                name="one_target_at_a_time",
                expressions=[
                    ("partnership", RangeOperators.EQUAL),
                    ("indicator", RangeOperators.EQUAL),
                    ("authority", RangeOperators.EQUAL),
                    (Months("from_on", "until_on", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]
