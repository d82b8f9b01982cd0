from django.db import models

from connexions.ground.base.models import Identified, Tenanted
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class Together(Identified, Tenanted):
    """Something done to several young people at once, which can be taken back for a while."""

    class Kind(models.TextChoices):
        ALLOCATION = "allocation", "Given to an adviser"
        CONTACT = "contact", "Written to"
        LEVEL = "level", "Level of support changed"
        REVIEW = "review", "Day of the review set"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    said = models.CharField(max_length=200, help_text="What was done, in words: 12 given to Priya Nair.")
    number = models.PositiveIntegerField()
    done_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    done_at = models.DateTimeField()
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        # What somebody did of late, asked on their caseload.
        indexes = [models.Index(fields=["partnership", "done_by", "-done_at"], name="done_together")]

    def __str__(self) -> str:
        return self.said


class Touched(Identified, AboutYoungPerson):
    """One of the several: how things stood before and after, so that it is known whether they still do."""

    together = models.ForeignKey(Together, on_delete=models.CASCADE, related_name="touched")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "touched"
        constraints = [
            models.UniqueConstraint(fields=["together", "young_person"], name="touched_once_together")
        ]


class SavedView(Identified, Tenanted):
    """A caseload as one member of staff likes to see it: its filters and order, under a name.

    Without a name it is what they asked for last. No young person's name is ever part of it.
    """

    keeps_history = False

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=60, blank=True)
    asks = models.JSONField(default=dict, help_text="The filters as the address says them.")
    is_first = models.BooleanField(default=False, help_text="Shown when the caseload is opened.")
    removed_at = models.DateTimeField(null=True, blank=True, help_text="Taken away; can be taken back.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "owner", "name"],
                condition=models.Q(removed_at=None),
                name="one_view_of_a_name",
            ),
            models.UniqueConstraint(
                fields=["partnership", "owner"],
                condition=models.Q(is_first=True, removed_at=None),
                name="one_first_view",
            ),
        ]

    def __str__(self) -> str:
        return self.name or "As it was last"
