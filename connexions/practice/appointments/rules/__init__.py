"""What may follow what, which times there are, and how long somebody waits. Pure."""

from connexions.practice.appointments.rules.states import APPOINTMENT, WAITING

MACHINES = [APPOINTMENT, WAITING]
