"""The record of who looked and who changed what. The application adds to it and reads it; no more."""

from typing import Any

from django.db import models
from django.db.models.functions import Now

from connexions.ground.base.models import OF_ACTOR, Shared, Tenanted

# The transaction that wrote a row: lets the sealer take only what nobody can still add to.
CURRENT_TRANSACTION = models.Func(
    models.Func(function="pg_current_xact_id", output_field=models.TextField()),
    template="(%(expressions)s::text)::bigint",
    output_field=models.BigIntegerField(),
)


class AuditEntry(Tenanted, Shared):
    """One look or one act: who, what, when, why, from where."""

    append_only = True
    shared_by = written_by = f"actor = {OF_ACTOR}"  # an organisation's worker adds what they did themselves

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    actor = models.UUIDField(null=True, help_text="The user; none for a job of the system.")
    actor_name = models.CharField(max_length=200)
    actor_role = models.CharField(max_length=40)
    event = models.CharField(max_length=80, help_text="Past tense: people.record.read, casework.plan.agreed.")
    young_person_id = models.UUIDField(null=True)
    about = models.CharField(max_length=120, blank=True, help_text="What else it concerns: plan:<id>.")
    why = models.CharField(max_length=500, blank=True)
    from_where = models.CharField(
        max_length=80, blank=True, help_text="Network address, or the command's name."
    )
    request = models.UUIDField(null=True)
    details = models.JSONField(default=dict)
    xact = models.BigIntegerField(db_default=CURRENT_TRANSACTION)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "young_person_id", "-id"], name="audit_of_young_person"),
            models.Index(fields=["partnership", "actor", "-id"], name="audit_of_actor"),
            models.Index(fields=["partnership", "xact"], name="audit_to_seal"),
            models.Index(fields=["partnership", "at"], name="audit_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event}"


class Change(Tenanted):
    """What one update or deletion did to one row, field by field. Written by a trigger, never by Python."""

    append_only = True

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    request = models.UUIDField(null=True)
    young_person_id = models.UUIDField(null=True)
    table_name = models.CharField(max_length=63)
    row_id = models.CharField(max_length=64)
    deleted = models.BooleanField()
    was: Any = models.JSONField()
    now: Any = models.JSONField()
    xact = models.BigIntegerField(db_default=CURRENT_TRANSACTION)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "young_person_id", "-id"], name="change_of_young_person"),
            models.Index(fields=["partnership", "table_name", "row_id"], name="change_of_row"),
            models.Index(fields=["partnership", "xact"], name="change_to_seal"),
        ]


class Seal(Tenanted):
    """A link of the chain: everything written by transactions from ``from_xact`` until ``until_xact``, hashed
    with the link before it and a key that is not in the database."""

    append_only = True

    id = models.BigAutoField(primary_key=True)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    after_entry = models.BigIntegerField(default=0, help_text="Entries up to here are in earlier eras.")
    after_change = models.BigIntegerField(default=0)
    last_entry = models.BigIntegerField(default=0, help_text="The newest entry that this era has sealed.")
    last_change = models.BigIntegerField(default=0)
    from_xact = models.BigIntegerField()
    until_xact = models.BigIntegerField()
    entries = models.PositiveIntegerField()
    changes = models.PositiveIntegerField()
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="one_seal_a_number")]
