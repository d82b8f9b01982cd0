from datetime import time

from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Centre

WEEKDAYS = list(enumerate(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]))


class OpeningTime(Identified, Tenanted):
    """When a centre is open on one day of every week, on the clock of England."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="+", db_index=False)
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "centre", "weekday"], name="opening_time_once"),
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")), name="opens_before_closing"
            ),
        ]


class ClosedDay(Identified, Tenanted):
    """A day on which a centre stays shut: a holiday, a burst pipe."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="+", db_index=False)
    on = models.DateField()
    why = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "centre", "on"], name="closed_day_once"),
        ]


class AdviserSession(Identified, Tenanted, Versioned):
    """When an adviser sees young people, every week or on one day; or when they are away. Times are those of
    the clock of England, so that ten o'clock stays ten o'clock when the clocks change."""

    class Kind(models.TextChoices):
        WEEKLY = "weekly", "Every week"
        ONCE = "once", "On one day"
        AWAY = "away", "Away"

    adviser = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS, null=True, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True, help_text="The last day; none for every week on.")
    starts = models.TimeField(default=time(0))
    ends = models.TimeField(null=True, blank=True, help_text="None: until the end of the day.")
    centre = models.ForeignKey(
        Centre, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    slot_minutes = models.PositiveSmallIntegerField(default=30)
    drop_in = models.BooleanField(default=False, help_text="At the front desk: nothing is booked then.")
    note = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "adviser"], name="sessions_of_adviser")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="weekly") ^ models.Q(weekday=None),
                name="weekly_session_names_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gt=models.F("starts")),
                name="session_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="sessions_last_day_follows_first",
            ),
        ]
