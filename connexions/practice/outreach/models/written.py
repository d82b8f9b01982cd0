from typing import Any

from django.db import models

from connexions.ground.base.models import Identified
from connexions.ground.base.sealing import SealedBytesField
from connexions.practice.outreach import sealing
from connexions.practice.outreach.models.copies import Copy
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class Written(Identified, AboutYoungPerson):
    """Something an adviser wrote away from the desk, as it arrived, and what became of it.

    What was written stays sealed; it is cleared once it is recorded or thrown away.
    """

    keeps_history = False

    class Kind(models.TextChoices):
        CONTACT = "contact", "Contact"
        STEP = "step", "Step done"

    class Status(models.TextChoices):
        RECEIVED = "received", "Received"
        RECORDED = "recorded", "Recorded"
        HELD = "held", "Needs you"
        GIVEN = "given", "Given to their adviser"
        DISCARDED = "discarded", "Thrown away"

    copy = models.ForeignKey(Copy, on_delete=models.PROTECT, related_name="written", db_index=False)
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_id = models.UUIDField(help_text="The name its device gave it: sent twice, it is one.")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RECEIVED)
    sentence = models.CharField(max_length=600, blank=True, help_text="Why it waits, or what was put right.")
    sealed: Any = SealedBytesField(
        purpose=sealing.WORDS,
        to=lambda written: str(written.made_id),
        before=lambda _: sealing.before,
        default=bytes,
    )
    at = models.DateTimeField(help_text="When it was, by our clock.")
    written_at = models.DateTimeField(help_text="When it was written, by the clock of the device.")
    sent_at = models.DateTimeField(help_text="When it was sent, by the clock of the device.")
    received_at = models.DateTimeField()
    became = models.UUIDField(
        null=True, help_text="The contact that was recorded, or the step that was done."
    )
    given_to = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name_plural = "written"
        constraints = [
            models.UniqueConstraint(fields=["partnership", "holder", "made_id"], name="written_once"),
        ]
        indexes = [
            # What waits for somebody is a handful; what is settled is never looked for by person.
            models.Index(
                fields=["partnership", "holder"],
                condition=models.Q(status="held"),
                name="written_waiting",
            ),
            models.Index(
                fields=["partnership", "given_to"],
                condition=models.Q(status="given"),
                name="written_given",
            ),
            models.Index(fields=["copy"], name="written_on"),
        ]
