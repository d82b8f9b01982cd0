from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.registers.partners.models import Centre


def a_day_and_two_hours() -> list[int]:
    """How many hours before an appointment somebody is reminded, until a manager says otherwise."""
    return [24, 2]


class Room(Identified, Tenanted, Versioned):
    """A room of a centre in which one appointment takes place at a time."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    people = models.PositiveSmallIntegerField(default=4, help_text="How many people it holds.")
    step_free = models.BooleanField(default=True)
    note = models.CharField(max_length=200, blank=True, help_text="Hearing loop, screen, where to find it.")
    closed_on = models.DateField(null=True, blank=True, help_text="Not used from this day on.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "centre", "name"], name="room_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


class DiaryRules(Tenanted, Versioned):
    """How one partnership keeps its diary: when it reminds, how long a slot is. Edited, not coded."""

    remind_hours_before = ArrayField(
        models.PositiveSmallIntegerField(), default=a_day_and_two_hours, blank=True
    )
    quiet_from = models.TimeField(default=time(20))
    quiet_until = models.TimeField(default=time(8))
    slot_minutes = models.PositiveSmallIntegerField(default=30)
    missed_in_a_row = models.PositiveSmallIntegerField(
        default=3, help_text="After so many missed in a row another way is suggested."
    )
    try_again_days = models.PositiveSmallIntegerField(default=2)

    class Meta:
        verbose_name_plural = "diary rules"
        constraints = [models.UniqueConstraint(fields=["partnership"], name="diary_rules_once")]
