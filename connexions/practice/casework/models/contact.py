from django.db import models
from django.db.models import Q

from connexions.ground.base.models import Identified, Versioned
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson, ContactPoint


class Contact(Identified, AboutYoungPerson, Versioned):
    """A meeting, call, text, letter or visit with a young person, or an attempt at one."""

    class Channel(models.TextChoices):
        PHONE = "phone", "Phone"
        TEXT = "text", "Text"
        MET = "met", "Met"
        VISIT = "visit", "Visit"
        EMAIL = "email", "E-mail"
        LETTER = "letter", "Letter"
        VIDEO = "video", "Video"
        GROUP = "group", "Group"

    class Outcome(models.TextChoices):
        SPOKE = "spoke", "We spoke"
        NO_ANSWER = "no_answer", "No answer"
        LEFT_MESSAGE = "left_message", "Left a message"
        WRONG_NUMBER = "wrong_number", "Wrong number"
        MOVED = "moved", "Has moved"
        DOES_NOT_WANT_HELP = "does_not_want_help", "Does not want help"
        REACHED_SOMEONE_ELSE = "reached_someone_else", "Reached someone else"
        DID_NOT_COME = "did_not_come", "Did not come"

    FAILED = (
        Outcome.NO_ANSWER,
        Outcome.LEFT_MESSAGE,
        Outcome.WRONG_NUMBER,
        Outcome.MOVED,
        Outcome.REACHED_SOMEONE_ELSE,
        Outcome.DID_NOT_COME,
    )

    at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    outcome = models.CharField(max_length=24, choices=Outcome.choices)
    note = models.TextField(blank=True)
    try_again_on = models.DateField(null=True, blank=True)
    they_came = models.BooleanField(default=False, db_default=False, help_text="They got in touch with us.")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    who_else = models.CharField(max_length=200, blank=True, db_default="", help_text="Who else was there.")
    reached = models.CharField(
        max_length=120, blank=True, db_default="", help_text="Whom we reached instead."
    )
    new_address = models.CharField(
        max_length=300, blank=True, db_default="", help_text="Where they are said to live now; not checked."
    )
    contact_point = models.ForeignKey(
        ContactPoint, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    goal = models.ForeignKey(
        "casework.Goal", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    step = models.ForeignKey(
        "casework.Step", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    session = models.ForeignKey(
        "casework.GroupSession",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    guide_key = models.CharField(max_length=40, blank=True, db_default="")
    guide_name = models.CharField(max_length=80, blank=True, db_default="")
    guide_version = models.PositiveSmallIntegerField(null=True, blank=True)
    answers = models.JSONField(
        null=True, blank=True, help_text="What was answered under which heading: [[heading, words], …]."
    )
    sent_as = models.UUIDField(
        null=True, blank=True, help_text="The sending of a form: sent twice, it is kept once."
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "-at"], name="contacts_of"),
            # Few contacts name one of these: the indexes are small, and let the thing named be erased quickly.
            models.Index(
                fields=["contact_point"], name="contacts_by_point", condition=Q(contact_point__isnull=False)
            ),
            models.Index(fields=["goal"], name="contacts_by_goal", condition=Q(goal__isnull=False)),
            models.Index(fields=["step"], name="contacts_by_step", condition=Q(step__isnull=False)),
            models.Index(fields=["session"], name="contacts_by_session", condition=Q(session__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "sent_as"],
                condition=Q(sent_as__isnull=False),
                name="one_contact_a_sending",
            )
        ]


class ContactChange(Identified, AboutYoungPerson):
    """What a contact said before it was put right, or that one was taken off this record, with who and why."""

    class Kind(models.TextChoices):
        CORRECTED = "corrected", "Corrected"
        TAKEN_AWAY = "taken_away", "Taken away"
        MOVED_AWAY = "moved_away", "Moved to the right record"
        MOVED_HERE = "moved_here", "Moved here from another record"

    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="changes"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    contact_at = models.DateTimeField(help_text="When the contact was.")
    was = models.JSONField(help_text="What it said before: [[what, words], …]. Empty where it was another's.")
    because = models.CharField(max_length=300)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["young_person", "-contact_at"], name="contact_changes_of")]
