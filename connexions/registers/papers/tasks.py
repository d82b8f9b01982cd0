"""Files are checked for viruses as they come, and again while that cannot be done; by night what was taken away long
enough ago is destroyed."""

import logging
from uuid import UUID

from procrastinate.contrib.django import app

from connexions.ground.base import antivirus, clock, tenancy
from connexions.ground.base.acting import Actor, system
from connexions.ground.base.antivirus import CannotScan
from connexions.ground.base.models import partnerships
from connexions.registers.papers import actions, queries
from connexions.registers.papers.models import Paper

log = logging.getLogger(__name__)
AT_ONCE = 50


@app.task(name=actions.CHECK)
def check(paper_id: str, partnership: int) -> None:
    """Check one file that was kept just now. Where that cannot be done, it waits for ``check_waiting``."""
    by = system("virus check", partnership=partnership)
    with tenancy.acting(by):
        paper = Paper.objects.filter(pk=UUID(paper_id)).first()
        if paper is not None:
            _check([paper], by)


@app.periodic(cron="*/5 * * * *")
@app.task(name="papers.check_waiting", queueing_lock="papers.check_waiting")
def check_waiting(timestamp: int) -> None:
    """Check what waits because clamd was away."""
    if not antivirus.is_set_up():
        return
    for partnership in partnerships():
        by = system("virus check", partnership=partnership)
        with tenancy.acting(by):
            _check(list(queries.to_check(most=AT_ONCE)), by)


def _check(papers: list[Paper], by: Actor) -> None:
    for paper in papers:
        try:
            actions.check(paper=paper, at=clock.now(), by=by)
        except antivirus.TooBig as problem:
            log.error("File %s stays shut: it is %s", paper.pk, problem)
        except CannotScan as problem:
            log.warning("Files wait to be checked for viruses: %s", problem)
            return


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
