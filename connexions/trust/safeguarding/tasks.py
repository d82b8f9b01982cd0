"""What nobody may have to remember: every minute, whoever was told and did nothing is passed by, and whoever is not
back is asked after."""

from procrastinate.contrib.django import app

from connexions.ground.base import clock
from connexions.ground.jobs.rounds import for_each_partnership
from connexions.trust.safeguarding.actions import concerns, outings

ESCALATE = "safeguarding.escalate"
LOOK_AFTER = "safeguarding.look_after"


@app.periodic(cron="* * * * *")
@app.task(name=ESCALATE, queue="safeguarding", queueing_lock=ESCALATE)
def escalate(timestamp: int) -> None:
    """Give on what nobody took on in time. What fails at one partnership leaves the others as they are."""
    for_each_partnership(
        "Safeguarding", lambda by: concerns.escalate_due(at=clock.now(), on=clock.today(), by=by)
    )


@app.periodic(cron="* * * * *")
@app.task(name=LOOK_AFTER, queue="safeguarding", queueing_lock=LOOK_AFTER)
def look_after(timestamp: int) -> None:
    """Ask after everybody who is not back."""
    for_each_partnership(
        "Lone working", lambda by: outings.look_after(at=clock.now(), on=clock.today(), by=by)
    )
