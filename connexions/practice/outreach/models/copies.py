from datetime import datetime
from typing import Any

from django.db import models

from connexions.ground.base.models import Identified, Tenanted
from connexions.ground.base.sealing import SealedBytesField
from connexions.practice.outreach import sealing
from connexions.practice.outreach.models.sheets import DaySheet
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Team
from connexions.registers.people.models import AboutYoungPerson


class Copy(Identified, Tenanted):
    """One copy of a day sheet that left the desk, on a device or on paper: whose, and until when."""

    class Kind(models.TextChoices):
        DEVICE = "device", "On a device"
        PAPER = "paper", "On paper"

    kind = models.CharField(max_length=6, choices=Kind.choices)
    number = models.PositiveIntegerField(help_text="What stands on it: a running number of the partnership.")
    day_sheet = models.ForeignKey(DaySheet, on_delete=models.PROTECT, related_name="copies", db_index=False)
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    people = models.PositiveSmallIntegerField()
    device = models.CharField(max_length=80, blank=True, help_text="What the browser said of itself.")
    taken_at = models.DateTimeField()
    device_said_at = models.DateTimeField(null=True, help_text="What the clock of the device said then.")
    until_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, help_text="When the device last asked whether it may go on.")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    gone_at = models.DateTimeField(null=True, help_text="When the device said that it has wiped it.")
    gone_why = models.CharField(max_length=20, blank=True)
    key: Any = SealedBytesField(
        purpose=sealing.LOCKS,
        before=lambda _: sealing.before,
        help_text="Opens what the device seals for us; itself encrypted.",
    )

    class Meta:
        verbose_name_plural = "copies"
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="one_copy_a_number"),
        ]
        indexes = [
            # Which copies are out, for those who answer for them; and one's own.
            models.Index(fields=["partnership", "-taken_at"], name="copies_out"),
            models.Index(fields=["partnership", "holder", "-taken_at"], name="copies_of"),
        ]

    @property
    def called(self) -> str:
        """The number as it stands on the sheet."""
        return f"{self.number:05}"

    def is_out(self, at: datetime) -> bool:
        """Whether somebody may still read it, as far as we know."""
        return self.gone_at is None and self.until_at > at


class Carried(Identified, AboutYoungPerson):
    """A young person who is on a copy: what left the desk about them, and how to find it again."""

    copy = models.ForeignKey(Copy, on_delete=models.CASCADE, related_name="carried", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "young_person"], name="once_on_a_copy")]
        indexes = [models.Index(fields=["young_person"], name="carried_of")]
