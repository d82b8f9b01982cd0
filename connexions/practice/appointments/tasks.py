"""What the worker does for the diary: reminders every ten minutes, and closing front desks that nobody closed."""

from datetime import timedelta

from procrastinate.contrib.django import app

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.models import partnerships
from connexions.practice.appointments.actions import reminders, waiting
from connexions.practice.appointments.queries import places


@app.periodic(cron="*/10 * * * *")
@app.task(name="appointments.remind", queue="appointments", queueing_lock="appointments.remind")
def remind_all(timestamp: int) -> None:
    """Send what is due, partnership by partnership: what fails at one leaves the others as they are."""
    for partnership in partnerships():
        by = system("Reminders", partnership=partnership)
        with tenancy.acting(by):
            reminders.send_due(at=clock.now(), by=by)


@app.periodic(cron="30 2 * * *")
@app.task(name="appointments.close_days", queue="appointments", queueing_lock="appointments.close_days")
def close_days(timestamp: int) -> None:
    """Close yesterday at every front desk, so that no first name outlives the day."""
    yesterday = clock.today() - timedelta(days=1)
    for partnership in partnerships():
        by = system("Front desk", partnership=partnership)
        with tenancy.acting(by):
            for centre in places.centres(by=by):
                waiting.close_day(centre=centre, on=yesterday, at=clock.now(), by=by)
