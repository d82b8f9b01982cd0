from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class Departure(Identified, AboutYoungPerson, Versioned):
    """Why and when a young person left those of whom the department is told. At most one is open."""

    class Reason(models.TextChoices):
        AGE = "A", "Too old for an active record"
        PLAN = "L", "The EHC plan has ceased"
        TRANSFERRED = "T", "Moved to another authority"
        EMIGRATED = "E", "Left England"
        DUPLICATE = "M", "A second record of somebody"
        DECEASED = "D", "Has died"

    reason = models.CharField(max_length=1, choices=Reason.choices)
    left_on = models.DateField()
    from_authority = models.CharField(max_length=3, blank=True)
    to_authority = models.CharField(max_length=3, blank=True)
    words = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()
    back_on = models.DateField(null=True, blank=True, help_text="They are back, or it was an error.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=models.Q(back_on=None), name="one_open_departure"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "left_on"], name="departures_of")]


class Move(Identified, AboutYoungPerson):
    """That a young person seems to have moved to another authority: proposed, then decided by somebody."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "To decide"
        CONFIRMED = "confirmed", "Moved"
        DECLINED = "declined", "Has not moved"

    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    from_authority = models.CharField(max_length=3, blank=True)
    to_authority = models.CharField(max_length=3, blank=True)
    because = models.CharField(max_length=300)
    proposed_on = models.DateField()
    proposed_by_name = models.CharField(max_length=120)
    decided_on = models.DateField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    moved_on = models.DateField(null=True, blank=True)
    packed_at = models.DateTimeField(null=True, blank=True, help_text="When the package was last made.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=models.Q(state="proposed"), name="one_move_proposed"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "state", "-proposed_on"], name="moves_of")]


class Package(Identified, Tenanted):
    """A young person whom another authority hands over: what it says of them, until somebody has decided."""

    class State(models.TextChoices):
        ARRIVED = "arrived", "To decide"
        TAKEN = "taken", "Taken in"
        DECLINED = "declined", "Not taken in"

    state = models.CharField(max_length=10, choices=State.choices, default=State.ARRIVED)
    digest = models.CharField(max_length=64)
    key = models.CharField(max_length=64, help_text="By which key it was sealed: its fingerprint.")
    from_authority = models.CharField(max_length=3)
    to_authority = models.CharField(max_length=3)
    moved_on = models.DateField()
    former_number = models.CharField(max_length=13)
    fields = models.JSONField()
    arrived_at = models.DateTimeField()
    arrived_by_name = models.CharField(max_length=120)
    decided_on = models.DateField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    taken_as = models.UUIDField(null=True, help_text="The young person's record here.")
    told_on = models.DateField(null=True, blank=True, help_text="When the old place was told.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "digest"], name="one_package")]
