from django.db import models

from connexions.ground.base.models import Identified, Tenanted
from connexions.ground.messaging.models import Message
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class Sending(Identified, Tenanted):
    """Texts, e-mails or letters to a group: what they say, who wrote them, and whether they have gone."""

    class Way(models.TextChoices):
        TEXT = "text", "Texts"
        EMAIL = "email", "E-mails"
        LETTER = "letter", "Letters"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to go"
        GONE = "gone", "Gone"
        TAKEN_BACK = "taken_back", "Taken back"

    way = models.CharField(max_length=8, choices=Way.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    queue = models.CharField(max_length=20)
    words = models.TextField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    goes_at = models.DateTimeField(help_text="Until then it can be taken back.")
    settled_at = models.DateTimeField(null=True, blank=True)
    job = models.UUIDField(null=True, help_text="The job that sends it.")

    class Meta:
        indexes = [models.Index(fields=["partnership", "-made_at"], name="sendings_here")]


class Recipient(Identified, AboutYoungPerson):
    """One young person of a sending: how it reaches them, or why it does not."""

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="recipients")
    point = models.UUIDField(null=True, blank=True, help_text="The number or address it goes to.")
    left_out = models.CharField(max_length=120, blank=True, help_text="Why it is not sent, as a sentence.")
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sending", "young_person"], name="one_recipient_once")]
