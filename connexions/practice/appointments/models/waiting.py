from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.practice.appointments.models.appointment import Appointment
from connexions.practice.casework.models import Contact
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Centre
from connexions.registers.people.models import YoungPerson


class Waiting(Identified, Tenanted, Versioned):
    """Somebody who came in and waits at the front desk of a centre. Whoever is not known has a first name
    here and no record; the name is forgotten when the day is closed, which is why no history is kept."""

    keeps_history = False

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        WITH_ADVISER = "with_adviser", "With an adviser"
        SEEN = "seen", "Seen"
        LEFT = "left", "Left without being seen"
        NOT_SEEN = "not_seen", "Not seen before we closed"

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    ticket = models.PositiveSmallIntegerField()
    young_person = models.ForeignKey(
        YoungPerson,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    first_name = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=200, blank=True)
    urgent = models.BooleanField(default=False)
    urgent_reason = models.CharField(max_length=200, blank=True)
    came_at = models.DateTimeField()
    state = models.CharField(max_length=14, choices=State.choices, default=State.WAITING)
    taken_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=200, blank=True)
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False, db_constraint=False
    )
    appointment = models.ForeignKey(
        Appointment,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )

    class Meta:
        verbose_name_plural = "waiting"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "centre", "on", "ticket"], name="one_ticket_a_day"
            ),
        ]
        indexes = [
            models.Index(
                fields=["young_person"], name="waited", condition=models.Q(young_person__isnull=False)
            )
        ]
