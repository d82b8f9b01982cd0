from django.db import models

from connexions.ground.base.models import Identified, Published, Versioned


class Feed(Identified, Published):
    """Where services come from that somebody else looks after: another directory's address, or a file."""

    name = models.CharField(max_length=300, help_text="Its address, or what whoever imported it called it.")
    read_at = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="feed_named_once")]

    def __str__(self) -> str:
        return self.name


class CheckingRules(Published, Versioned):
    """After how many months without a check a service is due for one, and after how many it is found no more
    unless somebody asks for it. Edited, not coded."""

    due_after_months = models.PositiveSmallIntegerField(default=6)
    hidden_after_months = models.PositiveSmallIntegerField(default=18)

    class Meta:
        verbose_name_plural = "checking rules"
        constraints = [
            models.UniqueConstraint(fields=["partnership"], name="checking_rules_once"),
            models.CheckConstraint(
                condition=models.Q(hidden_after_months__gt=models.F("due_after_months")),
                name="hidden_after_it_is_due",
            ),
        ]
