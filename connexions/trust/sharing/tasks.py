"""What sharing does by itself: every morning, at an hour at which a telephone may ring."""

from procrastinate.contrib.django import app

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.models import partnerships
from connexions.trust.sharing.actions import asking_again


@app.periodic(cron="17 9 * * *")
@app.task(name="sharing.every_morning", queue="jobs", queueing_lock="sharing.every_morning")
def every_morning(timestamp: int) -> None:
    """Tell young people what ends soon. Nobody is told twice."""
    for partnership in partnerships():
        morning(partnership=partnership)


def morning(*, partnership: int) -> int:
    """One partnership's morning; how many agreements were told of."""
    by, done = system("Sharing that ends", partnership=partnership), 0
    while True:
        with tenancy.acting(by):
            some = asking_again.tell_those_ending(at=clock.now(), by=by)
        if not some:
            return done
        done += some
