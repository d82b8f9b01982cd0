"""What was taken away long enough ago is destroyed by night."""

from procrastinate.contrib.django import app

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.models import partnerships
from connexions.registers.papers import actions, queries


@app.periodic(cron="47 3 * * *")
@app.task(name="papers.empty_taken_away", queue="jobs")
def empty_taken_away(timestamp: int) -> None:
    """Destroy what papers said that were taken away more than thirty days ago."""
    at = clock.now()
    for partnership in partnerships():
        by = system("papers", partnership=partnership)
        with tenancy.acting(by):
            for paper in queries.to_empty(before=at - queries.KEPT_FOR):
                actions.empty(paper=paper, at=at, by=by)
