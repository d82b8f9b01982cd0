"""What the diary tells on Today: what is booked, and what wants an outcome."""

from datetime import datetime

from connexions.ground.base.addresses import address
from connexions.ground.design import words
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.presenters.words import local_day
from connexions.practice.appointments.rules.times import HERE
from connexions.practice.casework.today import Asked, Need, Said, Source, register

LOOKED_BACK = 30  # days in which an appointment without an outcome is asked about

# Today's appointments, those without an outcome, and those that somebody has to put right.
BOOKED = f"""
SELECT CASE WHEN a.flag <> '' OR a.ends_at <= asked.now THEN 'overdue' ELSE 'week' END,
    m.id, (a.starts_at AT TIME ZONE 'Europe/London')::date, a.id,
    jsonb_build_object('starts_at', a.starts_at, 'over', a.ends_at <= asked.now, 'how', a.how, 'where', a."where",
        'centre', c.name, 'room', r.name, 'purpose', a.purpose, 'flag', a.flag)
FROM asked CROSS JOIN LATERAL (
    SELECT * FROM appointments_appointment
    WHERE adviser_id = asked.adviser AND status = 'booked' AND starts_at >= asked.now - interval '{LOOKED_BACK} days'
        AND partnership_id = nullif(current_setting('connexions.partnership', true), '')::int
        AND (flag <> '' OR starts_at < (asked.today + 1)::timestamp AT TIME ZONE 'Europe/London')
    OFFSET 0  -- read by the adviser's diary, never looked up for each young person
) a
JOIN mine m ON m.id = a.young_person_id
LEFT JOIN appointments_room r ON r.id = a.room_id
LEFT JOIN partners_centre c ON c.id = r.centre_id
"""  # noqa: S608 - a constant of ours


def say(need: Need, asked: Asked) -> Said:
    """An appointment: to come today, without an outcome, or to be put right."""
    told = need.said
    starts_at = datetime.fromisoformat(told["starts_at"]).astimezone(HERE)
    at = words.time(starts_at)
    page = address("appointments:one", need.young_person_id, need.about)
    if told["flag"]:
        move = address("appointments:move", need.young_person_id, need.about)
        return Said("To put right", told["flag"], "Move it", move)
    if told["over"]:
        day = words.short_day(local_day(starts_at))
        what = f"Appointment on {day} at {at}, {_place(need)}: came, or did not attend?"
        return Said("No outcome yet", what, "Say what became of it", page)
    what = f"{_place(need)}. {told['purpose']}"
    return Said(f"Today at {at}", what, "Open", page)


def _place(need: Need) -> str:
    """Byker centre, Room 2; By phone; their school."""
    told = need.said
    if told["room"]:
        return f"{told['centre']}, {told['room']}"
    return told["where"] or Appointment.How(told["how"]).label


def start() -> None:
    """Register it; called as the room starts."""
    register(Source("appointment", "Appointments", BOOKED, say, order=15))
