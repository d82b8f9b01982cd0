from datetime import date

from django.db import models

from connexions.ground.base.models import Identified, Shared, Tenanted, Versioned
from connexions.registers.partners.models.agreements import SIDES, AgreementEdition, WithOrganisation

OF_DISPUTE = "dispute_id IN (SELECT d.id FROM partners_dispute d)"


class Dispute(Identified, WithOrganisation, Versioned):
    """A disagreement between the partnership and an organisation about one thing, and how it stands.

    Both sides read this row: *title*, *decided* and *learnt* name nobody. What it is about is known by its kind and
    identifier alone; whether somebody may see that is asked of the room that keeps it.
    """

    class State(models.TextChoices):
        OPEN = "open", "Waiting for an answer"
        ANSWERED = "answered", "Answered"
        SETTLED = "settled", "Settled"
        WITHDRAWN = "withdrawn", "Withdrawn"

    edition = models.ForeignKey(
        AgreementEdition, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    about_kind = models.CharField(max_length=20, help_text="referral, disclosure, decision, or another.")
    about_id = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=150, help_text="What it is about, naming nobody.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    raised_side = models.CharField(max_length=8, choices=SIDES)
    raised_by = models.UUIDField(null=True)
    raised_by_name = models.CharField(max_length=120)
    raised_at = models.DateTimeField()
    up_after_days = models.PositiveSmallIntegerField()
    settled_at = models.DateTimeField(null=True, blank=True)
    decided = models.TextField(blank=True, help_text="What was decided.")
    learnt = models.TextField(blank=True, help_text="What was learnt; kept in the list of lessons.")

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "organisation", "-raised_at"], name="disputes_with"),
            models.Index(fields=["about_id"], name="disputes_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="settled")
                | (models.Q(settled_at__isnull=False) & ~models.Q(decided="")),
                name="settled_dispute_says_what_was_decided",
            )
        ]

    @property
    def current(self) -> "DisputeStep | None":
        """The step that it is at; none once it is over."""
        return next((one for one in self.steps.all() if one.begun_on and one.ended_on is None), None)

    def overdue(self, on: date) -> bool:
        """Whether the step that it is at should be over."""
        step = self.current
        return step is not None and step.due_on is not None and step.due_on < on

    @property
    def at_last_step(self) -> bool:
        """Whether there is no step above the one that it is at."""
        return self.current is not None and self.current.number == max(one.number for one in self.steps.all())


class DisputeStep(Identified, Tenanted, Shared):
    """A step that a dispute is at or was: who settles it on each side, and by when. As the agreement had it then."""

    shared_by = written_by = OF_DISPUTE

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="steps", db_index=False)
    number = models.PositiveSmallIntegerField()
    within_days = models.PositiveSmallIntegerField()
    ours = models.CharField(max_length=120)
    ours_email = models.EmailField(blank=True)
    theirs = models.CharField(max_length=120)
    theirs_email = models.EmailField(blank=True)
    begun_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    chased_on = models.DateField(
        null=True, blank=True, help_text="When the two were last told it is overdue."
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "number"], name="one_dispute_step_a_number"),
            models.CheckConstraint(
                condition=models.Q(begun_on=None) ^ models.Q(due_on__isnull=False),
                name="dispute_step_is_due_once_begun",
            ),
        ]


class DisputeWord(Identified, Tenanted, Shared):
    """Something said in a dispute. What is not shared is for the side that said it: it may speak of a young person.

    Words of the organisation are always shared: they are said to us.
    """

    append_only = True
    shared_by = written_by = f"shared AND {OF_DISPUTE}"

    class What(models.TextChoices):
        RAISED = "raised", "Raised it"
        ADDED = "added", "Added"
        ANSWERED = "answered", "Answered"
        MOVED_UP = "moved_up", "Took it a step up"
        SETTLED = "settled", "Settled it"
        WITHDREW = "withdrew", "Withdrew it"
        LEARNT = "learnt", "Wrote down what was learnt"

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="words", db_index=False)
    step = models.PositiveSmallIntegerField(help_text="At which step it was said.")
    what = models.CharField(max_length=10, choices=What.choices)
    side = models.CharField(max_length=8, choices=SIDES)
    text = models.TextField(blank=True)
    shared = models.BooleanField()
    said_by = models.UUIDField(null=True)
    said_by_name = models.CharField(max_length=120)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at", "id"]
        indexes = [models.Index(fields=["dispute"], name="words_of_dispute")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(side="ours") | models.Q(shared=True),
                name="organisations_words_are_shared",
            )
        ]
