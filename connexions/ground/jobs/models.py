"""Long work that a person can watch."""

from django.db import models
from django.db.models.functions import Now

from connexions.ground.base.models import Identified, Tenanted


class Job(Identified, Tenanted):
    """One piece of long work: who asked, how far it is, how it ended."""

    keeps_history = False

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to start"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    kind = models.CharField(max_length=60)
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True, help_text="None while it is not known.")
    saying = models.CharField(max_length=300, blank=True, help_text="What it is doing, as a sentence.")
    cancel_asked = models.BooleanField(default=False)
    result = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["partnership", "kind", "-asked_at"], name="job_of_kind")]

    @property
    def kind_label(self) -> str:
        """What the work is called on its page; the kind of a task is ``room: words``."""
        return self.kind.partition(": ")[2] or self.kind
