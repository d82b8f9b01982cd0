"""What the worker does about agreements every morning: overdue disputes and reviews that are due."""

from procrastinate.contrib.django import app

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.models import partnerships
from connexions.registers.partners.actions import disputes, reviews


@app.periodic(cron="15 6 * * *")
@app.task(name="partners.chase", queue="partners", queueing_lock="partners.chase")
def chase_all(timestamp: int) -> None:
    """Chase what is overdue, partnership by partnership."""
    for partnership in partnerships():
        by = system("Agreements and disputes", partnership=partnership)
        with tenancy.acting(by):
            disputes.chase(on=clock.today(), at=clock.now(), by=by)
            reviews.chase(on=clock.today(), by=by)
