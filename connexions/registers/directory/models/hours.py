from django.db import models

from connexions.ground.base.models import Identified, Published
from connexions.registers.directory.models.places import ServiceAtLocation
from connexions.registers.directory.models.service import Service


class Schedule(Identified, Published):
    """When a service is open, everywhere or at one place: in the words of calendars, on the clock of England."""

    class Freq(models.TextChoices):
        WEEKLY = "WEEKLY", "Every week"
        MONTHLY = "MONTHLY", "Every month"

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="schedules")
    at = models.ForeignKey(ServiceAtLocation, null=True, on_delete=models.CASCADE, related_name="schedules")
    freq = models.CharField(max_length=10, choices=Freq.choices, blank=True)
    interval = models.PositiveSmallIntegerField(default=1)
    byday = models.CharField(max_length=100, blank=True, help_text="MO,TH; in a month 2MO or -1FR.")
    bymonthday = models.CharField(max_length=100, blank=True)
    starts_on = models.DateField(null=True, help_text="From when intervals are counted.")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    description = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(interval__gte=1), name="schedule_comes_round"),
        ]


class Closure(Identified, Published):
    """A day on which a service stays shut whatever its schedules say."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="closures", db_index=False)
    on = models.DateField()
    why = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "on"], name="service_shut_once_a_day")]
