from typing import Any

from django.db import models

from connexions.ground.base.models import Identified, Published, Tenanted, Versioned


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


class Reading(Identified, Tenanted):
    """One time that services were taken from a source: who asked for it, how far it came, and what was left out."""

    keeps_history = False

    class State(models.TextChoices):
        WAITING = "waiting", "Not begun"
        RUNNING = "running", "Being read"
        DONE = "done", "Read to its end"
        BROKEN = "broken", "Broke off"
        STOPPED = "stopped", "Stopped"

    feed = models.ForeignKey(
        Feed,
        null=True,
        on_delete=models.PROTECT,
        related_name="readings",
        help_text="None where it has not begun, or what came is the partnership's own.",
    )
    name = models.CharField(max_length=300, help_text="What the source is called here.")
    whole = models.BooleanField(
        default=False, help_text="Whether what it names no more is marked, once it was read to its end."
    )
    asked = models.CharField(
        max_length=64, blank=True, help_text="A digest of the filter it was read with; empty: all of it."
    )
    asked_by = models.UUIDField(null=True)
    asked_by_name = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    problem = models.TextField(blank=True, help_text="Why it broke off, as a sentence.")
    job = models.UUIDField(null=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    faults: Any = models.JSONField(
        default=list,
        help_text="The first of what was wrong, each with its place in the source and a sentence.",
    )

    class Meta:
        indexes = [models.Index(fields=["partnership", "-asked_at"], name="readings_of")]

    def __str__(self) -> str:
        return self.name


class Sent(Identified, Tenanted):
    """What a reading reads, until it was read to its end: a file that somebody sent, packed, or an address. It may hold
    a key, and stands nowhere else."""

    keeps_history = False

    reading = models.OneToOneField(Reading, on_delete=models.CASCADE, related_name="sent")
    packed = models.BinaryField()
    is_address = models.BooleanField()


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
