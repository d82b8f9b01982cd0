from django.db import models

from connexions.ground.base.models import Identified, Tenanted
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class DaySheet(Identified, Tenanted):
    """The round of one adviser on one day."""

    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()

    class Meta:
        constraints = [
            # Also how an adviser's sheet of a day is found.
            models.UniqueConstraint(fields=["partnership", "adviser", "on"], name="one_day_sheet_a_day"),
        ]


class Stop(Identified, AboutYoungPerson):
    """A young person on a round: at which place in it, about what, and when if a time is set."""

    day_sheet = models.ForeignKey(DaySheet, on_delete=models.CASCADE, related_name="stops", db_index=False)
    position = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=200, blank=True)
    at = models.TimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["day_sheet", "young_person"], name="once_on_a_round"),
        ]
