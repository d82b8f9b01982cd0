"""The laws under which something may be told without consent, and what telling is for."""

from datetime import date

from django.db import models

from connexions.ground.base.models import Identified, OwnOrShipped, Versioned


class Purpose(models.Model):
    """What something is shared for, in the words of the service and in plain ones."""

    code = models.SlugField(primary_key=True, max_length=40)
    label = models.CharField(max_length=80)
    plain = models.CharField(max_length=160, help_text="To the young person: “to help you find a home”.")
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.label


class Gateway(Identified, OwnOrShipped, Versioned):
    """A law that lets something be told without consent, with what it says, from a day until a day.

    What ships holds for everybody; a partnership's own row of the same key and first day takes its place there: whether
    a second pair of eyes is asked, how long what was told may be seen.
    """

    key = models.SlugField(max_length=40, db_index=False)
    label = models.CharField(max_length=160)
    law = models.CharField(max_length=160, help_text="The act and its sections.")
    says = models.TextField(help_text="What it permits, in our words.")
    to_whom = models.CharField(max_length=300, blank=True)
    plain = models.CharField(max_length=300, help_text="To the young person.")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True, help_text="First day on which it no longer holds.")
    second_pair_of_eyes = models.BooleanField(help_text="A manager must agree before anything is told.")
    objection_stops = models.BooleanField(
        default=False, help_text="An objection stops all but names, address, date of birth and parents."
    )
    seen_for_days = models.PositiveSmallIntegerField(
        default=28, help_text="How long the organisation may see in the portal what it was told."
    )
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "key", "from_on"], nulls_distinct=False, name="one_gateway_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gt=models.F("from_on")),
                name="gateway_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def in_force(self, on: date) -> bool:
        """Whether something may be told under it on a day."""
        return self.from_on <= on and (self.until_on is None or on < self.until_on)
