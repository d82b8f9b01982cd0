"""The sealer: every minute, for each partnership."""

from procrastinate.contrib.django import app

from connexions.ground.audit import sealing, witness
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.models import partnerships


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queue="audit", queueing_lock="audit.seal")
def seal_all(timestamp: int) -> None:
    """Seal what has been written since the last minute, partnership by partnership."""
    for partnership in partnerships():
        with tenancy.acting(system("Sealer", partnership=partnership)):
            made = sealing.add_seal(partnership=partnership, at=clock.now())
        if made:
            with tenancy.acting(system("Sealer", partnership=partnership), read_only=True):
                witness.note(made)
