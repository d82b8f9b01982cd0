from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from connexions.ground.base.models import Identified, Tenanted
from connexions.registers.people.models import AboutYoungPerson


class Return(Identified, Tenanted):
    """One month's return for some of a partnership's authorities: built, and perhaps frozen as it was sent.

    There is at most one that is built and not frozen for a month and its authorities; building again takes
    its place. What is frozen PostgreSQL lets nobody change or take away.
    """

    period_end = models.DateField()
    authorities = ArrayField(models.CharField(max_length=3), help_text="In order of their codes.")
    version = models.PositiveSmallIntegerField(default=0, help_text="1 as first sent; 0 until it is frozen.")
    sent_on = models.DateField(help_text="The date of sending that stands in the file.")
    built_at = models.DateTimeField()
    built_by = models.UUIDField(null=True)
    built_by_name = models.CharField(max_length=120)
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.UUIDField(null=True)
    frozen_by_name = models.CharField(max_length=120, blank=True)
    why = models.CharField(max_length=300, blank=True, help_text="Why it was sent again.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file.")
    size = models.BigIntegerField(default=0)
    records = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "period_end", "authorities"],
                condition=models.Q(frozen_at=None),
                name="one_return_being_made",
            ),
            models.UniqueConstraint(
                fields=["partnership", "period_end", "authorities", "version"],
                condition=models.Q(frozen_at__isnull=False),
                name="one_return_a_version",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "-period_end"], name="returns_of")]

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class Piece(Tenanted):
    """A stretch of the compressed file of one return; all of them in order are the bytes that were sent."""

    keeps_history: ClassVar[bool] = False

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="pieces", db_index=False)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="one_piece_a_number")]


class Told(AboutYoungPerson):
    """What one return says of one young person, field by field."""

    keeps_history: ClassVar[bool] = False

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="told", db_index=False)
    young_persons_id = models.CharField(max_length=40)
    status = models.CharField(max_length=1)
    authority = models.CharField(max_length=3)
    academic_age = models.SmallIntegerField()
    standing = models.CharField(max_length=16)
    fields = models.JSONField()
    rules = ArrayField(
        models.PositiveSmallIntegerField(), default=list, help_text="The rules that it breaks."
    )

    class Meta:
        verbose_name_plural = "told"
        constraints = [models.UniqueConstraint(fields=["of", "young_person"], name="told_once_a_return")]
        indexes = [
            models.Index(fields=["of", "standing"], name="told_by_standing"),
            models.Index(fields=["young_person"], name="told_of"),
        ]
