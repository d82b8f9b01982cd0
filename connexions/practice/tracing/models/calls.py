from django.db import models
from django.db.models import Q

from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.practice.casework.models import Contact
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class CallSession(Identified, Tenanted, Versioned):
    """One worker goes through one queue, person by person. It may be left and taken up again."""

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    queue = models.CharField(max_length=20)
    filters = models.JSONField(
        default=dict, help_text="As in the queue's address: authority, school, adviser…"
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "owner"], condition=Q(ended_at=None), name="one_call_session_at_a_time"
            )
        ]


class Turn(Identified, AboutYoungPerson):
    """One young person in a call session: whose turn it is until when, and what came of it. While one is open, nobody
    else is given the same young person."""

    session = models.ForeignKey(CallSession, on_delete=models.CASCADE, related_name="turns")
    point = models.UUIDField(null=True, blank=True, help_text="The number that was rung.")
    carer = models.UUIDField(null=True, blank=True, help_text="The carer who was rung instead.")
    taken_at = models.DateTimeField()
    until_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    came_of_it = models.CharField(
        max_length=16, blank=True, help_text="A key of ``rules.outcomes``, or lapsed."
    )
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["contact"], name="turns_by_contact", condition=Q(contact__isnull=False))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=Q(settled_at=None), name="one_open_turn_a_person"
            )
        ]
