from django.db import models

from connexions.ground.base.models import Identified, Tenanted
from connexions.registers.accounts.models import User


class Guide(Identified, Tenanted):
    """One version of what to ask for when recording something, as a partnership has it.

    The national ones are shipped (``data/casework/guides.json``); a partnership's own of the same key stands in their
    place. A version once saved is never changed.
    """

    key = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    when = models.CharField(max_length=300, blank=True, help_text="When to use it.")
    prompts = models.JSONField(help_text="What is asked, in order: [[heading, what to write], …].")
    retired = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key", "version"], name="one_guide_a_version")
        ]


class OutcomeRule(Tenanted):
    """What follows an outcome of a contact at a partnership: when to try again, what is to be done by when."""

    outcome = models.CharField(max_length=24)
    try_again_days = models.PositiveSmallIntegerField(null=True, blank=True)
    follow_up = models.CharField(max_length=200, blank=True)
    follow_up_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "outcome"], name="one_rule_an_outcome")]
