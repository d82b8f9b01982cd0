from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.practice.oversight.models.edition import Edition
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class Meeting(Identified, Tenanted, Versioned):
    """The note of a supervision meeting. It is about an adviser's work: for these two and the partnership's manager.

    The history holds field names and texts where inspectors read: it keeps none of these.
    """

    keeps_history = False

    class State(models.TextChoices):
        WRITTEN = "written", "Not signed yet"
        SIGNED_BY_ONE = "signed_by_one", "Signed by one of you"
        SIGNED = "signed", "Signed by both"

    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", db_index=False)
    held_on = models.DateField()
    notes = models.JSONField(default=dict, help_text="Text by the key of a heading.")
    state = models.CharField(max_length=14, choices=State.choices, default=State.WRITTEN)
    manager_signed_at = models.DateTimeField(null=True, blank=True)
    adviser_signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "adviser", "-held_on"], name="supervisions_of"),
            models.Index(fields=["partnership", "manager", "-held_on"], name="supervisions_by"),
        ]


class Agreed(Identified, Tenanted, Versioned):
    """Something the two agreed that one of them does by a day."""

    keeps_history = False

    class Who(models.TextChoices):
        ADVISER = "adviser", "Adviser"
        MANAGER = "manager", "Manager"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agreed")
    who = models.CharField(max_length=8, choices=Who.choices)
    words = models.CharField(max_length=300)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]


class Addition(Identified, Tenanted):
    """What was missing or wrong in a signed note, added beneath it; nothing above is changed."""

    append_only = True

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="additions")
    words = models.TextField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at", "id"]


class Mention(Identified, AboutYoungPerson):
    """A young person spoken of in supervision: a link, which shows a name only to those who may see the record."""

    keeps_history = False

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "young_person"], name="mentioned_once")]
