"""What the referrals do by themselves each morning: remind, send up, and stop what there is no leave for any more."""

from datetime import date, datetime

from procrastinate.contrib.django import app

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.jobs.rounds import for_each_partnership
from connexions.practice.referrals.actions import nudging

DOING = "referral reminders"


@app.periodic(cron="23 7 * * *")
@app.task(name="referrals.every_morning", queue="jobs", queueing_lock="referrals.every_morning")
def every_morning(timestamp: int) -> None:
    """Say what is due and what is late, once. Twice is as good as once, and a morning that was missed is made up."""
    for_each_partnership(DOING, lambda by: morning(on=clock.today(), at=clock.now(), by=by))


def morning(*, on: date, at: datetime, by: Actor) -> int:
    """One partnership's morning; how many things were said."""
    nudging.halt_without_leave(at=at, by=by)
    return nudging.nudge(on=on, at=at, by=by)
