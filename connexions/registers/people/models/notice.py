"""What a young person has been told."""

from django.db import models

from connexions.ground.base.models import Identified
from connexions.ground.messaging.models import Message
from connexions.registers.accounts.models import User
from connexions.registers.people.models.young_person import AboutYoungPerson


class Notice(Identified, AboutYoungPerson):
    """Something that a young person was told: it stands on their own pages, and a text or e-mail says so.

    Without a message there was no way to reach them; until somebody has told them in another way, that asks
    for attention.
    """

    kind = models.CharField(max_length=24, help_text="What it is about: adviser, plan, appointment, ending.")
    title = models.CharField(max_length=120, help_text="May be seen by whoever sees their phone.")
    words = models.TextField(blank=True, help_text="To them, in plain words; only where they sign in.")
    page = models.CharField(max_length=60, blank=True, help_text="The name of their own page to open next.")
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    message = models.ForeignKey(
        Message, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    seen_at = models.DateTimeField(null=True, blank=True)
    in_person_at = models.DateTimeField(null=True, blank=True, help_text="Somebody told them themselves.")
    in_person_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["young_person", "-told_at"], name="notices_of")]

    def __str__(self) -> str:
        return self.title
