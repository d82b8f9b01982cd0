from django.db import models

from connexions.ground.base.models import Identified
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Team
from connexions.registers.people.models import AboutYoungPerson


class Allocation(Identified, AboutYoungPerson):
    """Who was a young person's adviser, from a day until a day, and why."""

    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    note = models.TextField(
        blank=True, db_default="", help_text="What the next adviser should know: part of the casework."
    )
    allocated_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "-from_on"], name="allocations_of"),
            models.Index(fields=["partnership", "adviser", "-from_on"], name="allocations_to"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=models.Q(until_on=None), name="one_current_allocation"
            ),
        ]
