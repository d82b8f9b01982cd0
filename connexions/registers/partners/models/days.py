from collections.abc import Iterable
from datetime import date

from django.db import models

from connexions.ground.base.models import OwnOrShipped


class DayOffQuerySet(models.QuerySet["DayOff"]):
    """Days off, narrowed."""

    def between(self, first: date, last: date) -> Iterable[date]:
        """The days themselves, from the first to the last."""
        return self.filter(on__gte=first, on__lte=last).values_list("on", flat=True)


class DayOff(OwnOrShipped):
    """A weekday on which nobody is expected to answer: a bank holiday of England, or a day a partnership closes."""

    on = models.DateField()
    name = models.CharField(max_length=80)

    objects = DayOffQuerySet.as_manager()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "on"], name="one_day_off_a_day", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.name}"
