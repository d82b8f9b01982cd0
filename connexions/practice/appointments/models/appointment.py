from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models

from connexions.ground.base.ids import new_id
from connexions.ground.base.models import Identified, Versioned
from connexions.practice.appointments.models.places import Room
from connexions.practice.casework.models import Contact
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class During(models.Func):
    """From the start of an appointment until, and not including, its end."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


def one_at_a_time(column: str, name: str) -> ExclusionConstraint:
    """PostgreSQL itself refuses two appointments of the same adviser, room or young person at once."""
    during: Any = During("starts_at", "ends_at", RangeBoundary())
    return ExclusionConstraint(
        name=name,
        expressions=[(column, RangeOperators.EQUAL), (during, RangeOperators.OVERLAPS)],
        condition=models.Q(status__in=["booked", "came"]),
    )


class Appointment(Identified, AboutYoungPerson, Versioned):
    """When and where a young person and an adviser are to meet, and what became of it."""

    class How(models.TextChoices):
        ROOM = "room", "In a room"
        PHONE = "phone", "By phone"
        VIDEO = "video", "By video"
        ELSEWHERE = "elsewhere", "Somewhere else"

    class Status(models.TextChoices):
        BOOKED = "booked", "Booked"
        CAME = "came", "Came"
        DID_NOT_ATTEND = "did_not_attend", "Did not attend"
        CANCELLED_BY_THEM = "cancelled_by_them", "Cancelled by them"
        CANCELLED_BY_US = "cancelled_by_us", "Cancelled by us"
        MOVED = "moved", "Moved"

    CANCELLED = (Status.CANCELLED_BY_THEM, Status.CANCELLED_BY_US)

    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    how = models.CharField(max_length=10, choices=How.choices)
    room = models.ForeignKey(
        Room,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    where = models.CharField(max_length=200, blank=True, help_text="Where it is neither a room nor a call.")
    purpose = models.CharField(max_length=500, blank=True)
    with_carer = models.BooleanField(default=False)
    with_interpreter = models.BooleanField(default=False)
    with_other = models.CharField(max_length=100, blank=True)
    step_free = models.BooleanField(default=False)
    needs = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.BOOKED)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was cancelled or moved.")
    next_step = models.CharField(max_length=300, blank=True, help_text="What follows a missed one.")
    moved_from = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="moved_to", db_constraint=False
    )
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False, db_constraint=False
    )
    flag = models.CharField(max_length=200, blank=True, help_text="What somebody has to put right about it.")
    booked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    booked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # What a calendar knows it by: kept when it is moved, so that the entry moves and is not doubled.
    calendar_uid = models.UUIDField(default=new_id, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "-starts_at"], name="appointments_of"),
            models.Index(fields=["partnership", "adviser", "starts_at"], name="adviser_diary"),
            # A centre's day and the reminders ask for a stretch of time, whoever's it is.
            models.Index(fields=["partnership", "starts_at"], name="diary"),
        ]
        constraints = [
            one_at_a_time("adviser", "adviser_in_one_appointment"),
            one_at_a_time("room", "room_in_one_appointment"),
            one_at_a_time("young_person", "young_person_in_one_appointment"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="appointment_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(how="room") ^ models.Q(room=None), name="appointment_in_a_room_names_it"
            ),
        ]


class Reminder(Identified, AboutYoungPerson):
    """A reminder of an appointment that was due and was sent, or was passed over, once and for all."""

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="reminders", db_index=False, db_constraint=False
    )
    hours_before = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    sent = models.BooleanField(default=True, help_text="No where a later one was due at the same time.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appointment", "hours_before"], name="reminded_once"),
        ]
