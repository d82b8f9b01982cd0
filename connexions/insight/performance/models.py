"""The counts that the database keeps, so that a figure is a sum of a few rows and can be asked of any month."""

from django.db import models

from connexions.ground.base.models import Tenanted
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
