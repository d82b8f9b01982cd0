from django.db import models

from connexions.ground.base.models import Identified, Versioned
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class Transition(Identified, AboutYoungPerson, Versioned):
    """A change that is ahead of a young person and is prepared: reaching an age, moving to another area."""

    class State(models.TextChoices):
        AHEAD = "ahead", "Being prepared"
        CONFIRMED = "confirmed", "Confirmed"
        DONE = "done", "Done"
        CALLED_OFF = "called_off", "Called off"

    kind = models.CharField(max_length=60, help_text="The key of its kind.")
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=120)
    plain = models.CharField(max_length=300, blank=True)
    on = models.DateField(help_text="The day of the change.")
    prepare_from = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.AHEAD)
    to_whom = models.CharField(max_length=200, blank=True, help_text="Who helps from then on.")
    summary = models.TextField(blank=True, help_text="What they need to know.")
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=120, blank=True, help_text="Who over there said yes.")
    settled_on = models.DateField(null=True, blank=True)
    settled_words = models.CharField(max_length=300, blank=True)
    told_on = models.DateField(null=True, blank=True, help_text="When the young person was told.")
    begun_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "on"], name="transitions_of"),
            models.Index(
                fields=["partnership", "on"],
                condition=models.Q(state__in=["ahead", "confirmed"]),
                name="transitions_ahead",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person", "kind"],
                condition=models.Q(age__isnull=False),
                name="an_age_is_reached_once",
            )
        ]


class TransitionItem(Identified, AboutYoungPerson, Versioned):
    """One thing to do before the change."""

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["position"]
