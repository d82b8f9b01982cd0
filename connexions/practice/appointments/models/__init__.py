"""Rooms and hours, appointments, and who is waiting at the front desk."""

from connexions.practice.appointments.models.addresses import SecretAddress
from connexions.practice.appointments.models.appointment import Appointment, Reminder
from connexions.practice.appointments.models.hours import AdviserSession, ClosedDay, OpeningTime
from connexions.practice.appointments.models.places import DiaryRules, Room
from connexions.practice.appointments.models.waiting import Waiting

__all__ = [
    "AdviserSession",
    "Appointment",
    "ClosedDay",
    "DiaryRules",
    "OpeningTime",
    "Reminder",
    "Room",
    "SecretAddress",
    "Waiting",
]
