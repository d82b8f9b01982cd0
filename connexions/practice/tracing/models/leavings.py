from django.db import models
from django.db.models import Q

from connexions.ground.base.models import Identified, Versioned
from connexions.practice.tracing.rules.outcomes import ENDINGS
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Establishment
from connexions.registers.people.models import AboutYoungPerson


class Leaving(Identified, AboutYoungPerson, Versioned):
    """A school, college or provider reported that a young person left: who, when, and what it came to. Whoever
    reported it hears how it ended."""

    establishment = models.ForeignKey(
        Establishment, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    place = models.CharField(max_length=200, help_text="School, college or provider, as it is called.")
    reported_by = models.CharField(max_length=120, help_text="Who told us.")
    reply_to = models.EmailField(blank=True, help_text="Where the outcome is told back to.")
    their_reference = models.CharField(
        max_length=40, blank=True, help_text="By which they know whom we mean."
    )
    reported_on = models.DateField()
    left_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    ending = models.CharField(
        max_length=10, blank=True, choices=[(key, said) for key, said in ENDINGS.items()]
    )
    ended_on = models.DateField(null=True, blank=True)
    told_back_at = models.DateTimeField(null=True, blank=True)
    told_back_how = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "-reported_on"], name="leavings_of"),
            models.Index(fields=["partnership", "reported_on"], name="leavings_open", condition=Q(ending="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person", "place"], condition=Q(ending=""), name="one_open_leaving_a_place"
            ),
            models.CheckConstraint(
                condition=Q(ending="", ended_on=None) | (~Q(ending="") & Q(ended_on__isnull=False)),
                name="leaving_ends_on_a_day",
            ),
        ]
