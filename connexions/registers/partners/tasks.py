"""What the worker does about agreements every morning: overdue disputes and reviews that are due."""

from procrastinate.contrib.django import app

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.jobs.rounds import for_each_partnership
from connexions.registers.partners.actions import disputes, reviews


@app.periodic(cron="15 6 * * *")
@app.task(name="partners.chase", queue="partners", queueing_lock="partners.chase")
def chase_all(timestamp: int) -> None:
    """Chase what is overdue, partnership by partnership."""
    for_each_partnership("Agreements and disputes", _chase)


def _chase(by: Actor) -> None:
    disputes.chase(on=clock.today(), at=clock.now(), by=by)
    reviews.chase(on=clock.today(), by=by)
