from django.db import models

from connexions.ground.base.models import Identified, Tenanted
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Centre


class SecretAddress(Identified, Tenanted):
    """An address that opens without signing in: an adviser's calendar, or the screen in a waiting room. Only
    a hash of its secret is kept, and neither shows a name."""

    class Kind(models.TextChoices):
        CALENDAR = "calendar", "Calendar"
        SCREEN = "screen", "Screen in the waiting room"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    centre = models.ForeignKey(Centre, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    hashed = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "secret addresses"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "user"],
                condition=models.Q(kind="calendar", revoked_at=None),
                name="one_calendar_address",
            ),
            models.UniqueConstraint(
                fields=["partnership", "centre"],
                condition=models.Q(kind="screen", revoked_at=None),
                name="one_screen_address",
            ),
        ]
