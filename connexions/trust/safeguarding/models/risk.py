from typing import Any, ClassVar

from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.ground.base.sealing import SealedTextField
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson
from connexions.trust.safeguarding.models.concern import PURPOSE
from connexions.trust.safeguarding.rules.risk import Whose


class RiskNote(Identified, AboutYoungPerson, Versioned):
    """A danger, and whose danger it is. It ends by itself; it can be challenged; what it said is kept."""

    keeps_history = False

    class Direction(models.TextChoices):
        TO_THEM = Whose.TO_THEM.value, "To them: somebody or something may hurt them"
        AROUND_THEM = Whose.AROUND_THEM.value, "Around them: a place or people near them"
        FROM_THEM = Whose.FROM_THEM.value, "From them: they may hurt somebody"

    class Severity(models.TextChoices):
        CARE = "care", "Take care"
        SERIOUS = "serious", "Serious harm is possible"
        LIFE = "life", "A life may be at risk"

    class State(models.TextChoices):
        STANDING = "standing", "Stands"
        TAKEN_BACK = "taken_back", "Taken back"

    whose = models.CharField(max_length=12, choices=Direction.choices)
    words = SealedTextField(purpose=PURPOSE)
    visit = SealedTextField(purpose=PURPOSE, help_text="What to do on a visit.")
    severity = models.CharField(max_length=8, choices=Severity.choices)
    source = models.CharField(max_length=100, help_text="Who said so: the police, their mother, we saw it.")
    said_on = models.DateField()
    checked_on = models.DateField(null=True)
    checked_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    checked_how = models.CharField(max_length=200, blank=True)
    ends_on = models.DateField(help_text="The first day on which it is no longer shown.")
    review_on = models.DateField()
    known_to_them = models.BooleanField(help_text="The young person knows of it and sees it.")
    why_unknown = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.STANDING)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "-written_at"], name="risk_notes_of"),
            models.Index(
                fields=["partnership", "review_on"],
                condition=models.Q(state="standing"),
                name="risk_notes_to_review",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(known_to_them=True) | ~models.Q(why_unknown=""),
                name="untold_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("said_on")), name="risk_note_ends"
            ),
        ]


class RiskChange(Identified, Tenanted):
    """What a risk note said before it was changed, checked or taken back; for good."""

    append_only: ClassVar[bool] = True

    note = models.ForeignKey(RiskNote, on_delete=models.CASCADE, related_name="changes", db_index=False)
    what = models.CharField(max_length=12)
    before = SealedTextField(purpose=PURPOSE, help_text="As it was, as JSON.")
    why = SealedTextField(purpose=PURPOSE)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["note"], name="risk_changes_of")]


class Challenge(Identified, AboutYoungPerson, Versioned):
    """Somebody says that a risk note is wrong. It stands beside the note until it is answered."""

    keeps_history = False

    class State(models.TextChoices):
        OPEN = "open", "Not answered yet"
        CHANGED = "changed", "Upheld: the note was changed"
        TAKEN_BACK = "taken_back", "Upheld: the note was taken back"
        TURNED_DOWN = "turned_down", "Not upheld"
        WITHDRAWN = "withdrawn", "Withdrawn"

    note: Any = models.ForeignKey(
        RiskNote, on_delete=models.CASCADE, related_name="challenges", db_index=False
    )
    words = SealedTextField(purpose=PURPOSE)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    by_young_person = models.BooleanField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    answer = SealedTextField(purpose=PURPOSE, null=True)
    answered_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["note"], name="challenges_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["note", "made_by"], condition=models.Q(state="open"), name="one_open_challenge_each"
            ),
        ]
