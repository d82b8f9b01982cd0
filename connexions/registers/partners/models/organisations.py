from django.db import models

from connexions.ground.base.models import OwnOrShipped
from connexions.registers.partners.models.places import Partnership


class OrganisationKind(OwnOrShipped):
    """A kind of organisation to choose from. It is known by its name, which therefore never changes."""

    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"], name="organisation_kind_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """An agency that works with a partnership: housing, health, youth justice, a college."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="organisations")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=60, blank=True, help_text="The name of an OrganisationKind.")
    about = models.CharField(max_length=300, blank=True, help_text="What it does, in a sentence.")
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    closed_on = models.DateField(null=True, blank=True, help_text="From which day we work with it no more.")
    closed_why = models.CharField(max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="entered_twice"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name"], name="organisation_named_once"),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(closed_on__isnull=False),
                name="merged_organisation_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.name
