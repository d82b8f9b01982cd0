"""What arrived, and what came of it."""

from django.db import models
from django.db.models.functions import Now

from connexions.ground.base.models import Identified, Tenanted
from connexions.registers.people.models import AboutYoungPerson


class Delivery(Identified, Tenanted):
    """One file that arrived, who brought it, and what became of its records."""

    class State(models.TextChoices):
        RECEIVED = "received", "Received"
        CHECKED = "checked", "Checked, not applied"
        APPLIED = "applied", "Applied"
        REFUSED = "refused", "Refused"

    kind = models.CharField(max_length=20, default="ccis")
    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)
    received_at = models.DateTimeField(db_default=Now())
    received_by = models.UUIDField(null=True)
    received_by_name = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    refusal = models.TextField(blank=True)
    header = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    job = models.UUIDField(null=True)

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [models.Index(fields=["partnership", "-received_at"], name="deliveries_of")]


class Problem(Tenanted):
    """Something wrong with one record of a delivery: what, where, and how to fix it."""

    keeps_history = False

    id = models.BigAutoField(primary_key=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="problems")
    record = models.PositiveIntegerField(help_text="Which record of the file, from 1.")
    line = models.PositiveIntegerField(
        default=0, help_text="The line of the file on which the record begins."
    )
    young_persons_id = models.CharField(max_length=40, blank=True)
    rule = models.PositiveSmallIntegerField(
        null=True, help_text="Number of the return's rule; from 1000 on they are ours."
    )
    priority = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=60, blank=True)
    message = models.CharField(max_length=600)
    fix = models.CharField(max_length=400, blank=True)
    refused = models.BooleanField(default=False, help_text="The whole record was left out because of this.")

    class Meta:
        indexes = [models.Index(fields=["delivery", "priority", "record", "id"], name="problems_of")]


class SourceRecord(AboutYoungPerson):
    """Every field of the record as the other system last gave it, those we do not know too."""

    keeps_history = False

    id = models.BigAutoField(primary_key=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="+", db_index=False)
    young_persons_id = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    fields = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "young_persons_id"], name="one_source_record_a_number"
            ),
        ]
        indexes = [models.Index(fields=["young_person"], name="source_records_of")]
