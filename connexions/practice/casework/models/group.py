from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class GroupSession(Identified, Tenanted, Versioned):
    """A workshop, course or visit for several young people at once, with its register."""

    class Kind(models.TextChoices):
        WORKSHOP = "workshop", "Workshop"
        COURSE = "course", "Course"
        TALK = "talk", "Talk or assembly"
        VISIT = "visit", "Visit out"
        DROP_IN = "drop_in", "Drop-in"
        OTHER = "other", "Something else"

    class Status(models.TextChoices):
        OPEN = "open", "Register open"
        CLOSED = "closed", "Register closed"
        CANCELLED = "cancelled", "Cancelled"

    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    topic = models.CharField(max_length=300, blank=True)
    notes = models.TextField(blank=True, help_text="About the group, without names. On nobody's record.")
    run_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    attempts_kept = models.BooleanField(
        null=True, help_text="Whether closing wrote an attempt for those who did not come."
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    cancelled_because = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "-at"], name="group_sessions_by_day")]


class Attendance(Identified, AboutYoungPerson):
    """One young person's line in the register of a session."""

    class Mark(models.TextChoices):
        PRESENT = "present", "Present"
        LATE = "late", "Late"
        ABSENT = "absent", "Absent"

    session = models.ForeignKey(
        GroupSession, on_delete=models.CASCADE, related_name="register", db_index=False
    )
    mark = models.CharField(max_length=8, choices=Mark.choices, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["young_person"], name="attendance_of")]
        constraints = [models.UniqueConstraint(fields=["session", "young_person"], name="once_in_a_register")]
