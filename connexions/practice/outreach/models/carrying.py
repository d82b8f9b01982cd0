from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned


class CarryingRules(Identified, Tenanted, Versioned):
    """How much may leave the desk of a partnership, for how long, and how it is locked. Edited, not coded."""

    most_people = models.PositiveSmallIntegerField(
        default=15, validators=[MinValueValidator(1), MaxValueValidator(40)]
    )
    ends_at = models.TimeField(default=time(22, 0))
    lock_after_minutes = models.PositiveSmallIntegerField(
        default=5, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    wrong_tries = models.PositiveSmallIntegerField(
        default=10, validators=[MinValueValidator(3), MaxValueValidator(20)]
    )
    shortest_passphrase = models.PositiveSmallIntegerField(
        default=16, validators=[MinValueValidator(12), MaxValueValidator(64)]
    )
    # Running numbers of the sheets that left the desk, on a device or on paper.
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership"], name="one_set_of_carrying_rules"),
            models.CheckConstraint(
                condition=models.Q(shortest_passphrase__gte=12), name="passphrase_is_never_short"
            ),
        ]
