from django.db import models

from connexions.ground.base.models import Identified, Versioned
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


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

    FAILED = (
        Outcome.NO_ANSWER,
        Outcome.LEFT_MESSAGE,
        Outcome.WRONG_NUMBER,
        Outcome.MOVED,
        Outcome.REACHED_SOMEONE_ELSE,
    )

    at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    outcome = models.CharField(max_length=24, choices=Outcome.choices)
    note = models.TextField(blank=True)
    try_again_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["young_person", "-at"], name="contacts_of")]
