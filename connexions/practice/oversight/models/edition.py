from typing import Any

from django.db import models

from connexions.ground.base.models import Identified, Tenanted
from connexions.registers.accounts.models import User


class Kind(models.TextChoices):
    """What is kept as data that managers edit."""

    ASSESSMENT = "assessment", "Checklist for assessments"
    PLAN = "plan", "Checklist for plans"
    SUPERVISION = "supervision", "Supervision: headings and how often"
    BANDS = "bands", "Bands of the team's page"


class Standard(models.Model):
    """What the product ships with: the same for every partnership, until it has an edition of its own."""

    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.PositiveSmallIntegerField()
    told = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="one_standard_a_number")]


class Edition(Identified, Tenanted):
    """A partnership's own edition of a checklist, or of another list here. Never changed: the next replaces it.

    *told* holds ``{"questions": [{"key", "text", "good"}, …]}`` for a checklist, ``{"headings": [{"key", "name",
    "prompt"}, …], "weeks": 6}`` for supervision, ``{"contact": [4, 8, 13], …}`` for bands.
    """

    append_only = True

    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.PositiveSmallIntegerField()
    told = models.JSONField()
    why = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "kind", "number"], name="one_list_a_number")
        ]

    @property
    def questions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.told.get("questions", [])
        return found

    @property
    def headings(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.told.get("headings", [])
        return found
