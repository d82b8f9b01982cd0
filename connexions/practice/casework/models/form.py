from typing import Any

from django.db import models

from connexions.ground.base.models import OwnOrShipped, Versioned

# Shipped forms have numbers below this; a partnership's own begin here (the migration says so to PostgreSQL).
OWN_FROM = 1000
# The factors a partnership adds are numbered from here, so that none is ever mistaken for a shipped one.
OWN_FACTORS_FROM = 101


class AssessmentForm(OwnOrShipped, Versioned):
    """An edition of the list of factors and of the scale: shipped, or a partnership's own.

    A draft until it is published; from then on PostgreSQL itself refuses every change, and an assessment
    keeps the edition it was made with.
    """

    id = models.SmallAutoField(primary_key=True)
    edition = models.PositiveSmallIntegerField(help_text="Counted by whoever it belongs to, from 1.")
    name = models.CharField(max_length=100)
    scale = models.JSONField(
        help_text='From weakest to strongest: [{"level": 1, "label": "Critical need", "short": "Critical",'
        ' "meaning": "…", "plain": "…"}, …].'
    )
    need_at_most = models.PositiveSmallIntegerField(
        help_text="A factor rated at this level or below is a need."
    )
    strength_at_least = models.PositiveSmallIntegerField(
        default=5, help_text="A factor rated at this level or above is a strength."
    )
    note = models.TextField(blank=True, help_text="What is new in this edition, and why.")
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True, help_text="Their name; the audit knows more.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "edition"], name="edition_numbered_once", nulls_distinct=False
            ),
            models.UniqueConstraint(
                fields=["partnership"], condition=models.Q(published_at=None), name="one_form_in_the_making"
            ),
        ]

    def __str__(self) -> str:
        whose = "edition" if self.partnership_id is None else "our edition"
        return f"{self.name}, {whose} {self.edition}"

    @property
    def levels(self) -> list[dict[str, Any]]:
        """The scale, from weakest to strongest."""
        return list(self.scale)


class Factor(OwnOrShipped):
    """One of the things an assessment looks at.

    Its number is its own for good: the same number in another edition is the same factor, however it is
    worded and wherever it stands.
    """

    form = models.ForeignKey(AssessmentForm, on_delete=models.CASCADE, related_name="factors")
    number = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField(help_text="Where it stands on the form, from 1.")
    name = models.CharField(max_length=80)
    group = models.CharField(max_length=60)
    prompts = models.TextField(blank=True, help_text="Things to ask, one a line.")
    plain_name = models.CharField(max_length=80, blank=True, help_text="What a young person would call it.")
    plain_question = models.TextField(blank=True, help_text="What to ask a young person, in plain words.")

    class Meta:
        ordering = ["form", "place"]
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="factor_numbered_once")]
