from typing import ClassVar

from django.db import models

from connexions.ground.base.models import Identified
from connexions.registers.people.models import AboutYoungPerson


class StandingFault(Identified, AboutYoungPerson):
    """A rule of the return that a young person's record broke from a day, until it was mended."""

    keeps_history: ClassVar[bool] = False

    rule = models.PositiveSmallIntegerField()
    priority = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=60)
    words = models.CharField(max_length=600)
    fix = models.CharField(max_length=400)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["young_person", "rule"],
                condition=models.Q(closed_on=None),
                name="one_open_fault_a_rule",
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "priority", "rule"],
                condition=models.Q(closed_on=None),
                name="open_faults_of",
            ),
        ]
