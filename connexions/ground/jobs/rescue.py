"""Work whose worker died: begun again, or given up where it has ended its worker too often."""

import json
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now

from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from connexions.ground.jobs.actions import ENDED, MOST_STARTS
from connexions.ground.jobs.models import Job

SILENT_AFTER = 30  # seconds without a sign of life

STALLED = """
SELECT j.id, j.args, j.attempts
FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => %s))
FOR UPDATE OF j SKIP LOCKED
"""


def rescue() -> int:
    """See to all work that nobody is doing any more; how many pieces it was. Call within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(STALLED, [SILENT_AFTER])
        found = [(number, json.loads(told), attempts) for number, told, attempts in cursor.fetchall()]
        for number, arguments, attempts in found:
            if attempts + 1 < MOST_STARTS:
                cursor.execute("SELECT procrastinate_retry_job_v1(%s, now(), NULL, NULL, NULL)", [number])
                _tell(arguments, Job.State.QUEUED, "Interrupted: it begins again by itself.")
            else:
                cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [number])
                _tell(
                    arguments, Job.State.FAILED, "It was interrupted too often. Ask whoever runs the service."
                )
    return len(found)


def _tell(arguments: dict[str, Any], state: str, saying: str) -> None:
    """What has become of the work, on its page; work by the clock has none."""
    asker = arguments.get("asker")
    if asker is None:
        return
    with tenancy.acting(system("Rescuer", partnership=asker["partnership"])):
        told = Job.objects.filter(pk=UUID(arguments["job"])).exclude(state__in=ENDED)
        told.update(state=state, saying=saying, ended_at=Now() if state == Job.State.FAILED else None)
