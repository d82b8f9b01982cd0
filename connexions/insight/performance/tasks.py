"""What the worker does for the figures every night."""

from procrastinate.contrib.django import app

from connexions.engines.stats.months import months_to
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.models import partnerships
from connexions.insight.performance.actions import tallies


@app.periodic(cron="53 2 * * *")
@app.task(name="performance.keep", queue="jobs", queueing_lock="performance.keep")
def keep(timestamp: int) -> None:
    """Fold the tallies and prove those of the last month end, partnership by partnership."""
    last = months_to(clock.today(), 2)[0]
    for partnership in partnerships():
        by = system("Figures", partnership=partnership)
        with tenancy.acting(by):
            tallies.fold(by=by)
            tallies.prove(month=last, by=by)
