"""Young people whose record is closed to all but a few, and every time that somebody opened one all the same."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models

from connexions.ground.base.models import Identified
from connexions.ground.base.sealing import SealedTextField
from connexions.registers.accounts.models import User
from connexions.registers.people.models.young_person import AboutYoungPerson


class Restriction(Identified, AboutYoungPerson):
    """A young person's record is closed to everybody who is not named, from a moment until it is ended."""

    closes_with_person: ClassVar[bool] = False  # a manager who is not named keeps the list all the same

    class Kind(models.TextChoices):
        PROTECTED = "protected", "Witness protection, or a new identity"
        FLEEING = "fleeing", "Fleeing violence or threats"
        STAFF_FAMILY = "staff_family", "A relative of somebody who works here"
        OTHER = "other", "Another serious reason"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason: Any = SealedTextField(purpose="why a record is restricted")
    from_at = models.DateTimeField()
    review_on = models.DateField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_because: Any = SealedTextField(purpose="why a restriction ended", null=True)

    class Meta:
        constraints = [
            # Also how those that stand are found: there are few.
            models.UniqueConstraint(
                fields=["partnership", "young_person"],
                condition=models.Q(ended_at=None),
                name="one_restriction_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["young_person"], name="restrictions_of")]

    def __str__(self) -> str:
        return f"Restricted record {self.called}"

    @property
    def called(self) -> str:
        """What it is called where no name may stand."""
        return self.pk.hex[-6:].upper()

    def review_is_due(self, on: date) -> bool:
        return self.ended_at is None and self.review_on <= on


class NamedAccess(Identified, AboutYoungPerson):
    """Somebody to whom a restricted record is open: why, and until when."""

    closes_with_person: ClassVar[bool] = False

    restriction = models.ForeignKey(
        Restriction, on_delete=models.CASCADE, related_name="named", db_index=False
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    why = models.CharField(max_length=200)
    until_on = models.DateField(
        null=True, blank=True, help_text="The first day on which it is closed to them."
    )
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name_plural = "named access"
        constraints = [
            models.UniqueConstraint(
                fields=["restriction", "user"], condition=models.Q(ended_at=None), name="named_once"
            ),
        ]


class GlassBroken(Identified, AboutYoungPerson):
    """Somebody who is not named opened a restricted record for some hours, said why, and was looked at for it."""

    closes_with_person: ClassVar[bool] = False

    class Finding(models.TextChoices):
        PROPER = "proper", "Proper: it was needed"
        IMPROPER = "improper", "Improper: it was not needed"

    restriction = models.ForeignKey(
        Restriction, on_delete=models.CASCADE, related_name="broken", db_index=False
    )
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason: Any = SealedTextField(purpose="why the glass was broken")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField(max_length=8, choices=Finding.choices, blank=True)
    note: Any = SealedTextField(purpose="what a review of broken glass found", null=True)

    class Meta:
        verbose_name_plural = "glass broken"
        indexes = [
            models.Index(fields=["partnership", "-opened_at"], name="glass_broken_lately"),
            models.Index(fields=["restriction", "opened_by", "-closes_at"], name="glass_broken_by"),
        ]
