"""What nobody has to ask for: it is done by the clock."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from procrastinate import builtin_tasks
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.models import Draft, partnerships
from connexions.ground.jobs import rescue

DRAFTS_KEPT = timedelta(days=30)
QUEUE_KEPT = 7 * 24  # hours


@app.periodic(cron="* * * * *")
@app.task(name="jobs.rescue", queue="jobs", queueing_lock="jobs.rescue")
def rescue_work(timestamp: int) -> None:
    """Begin again what a worker left undone."""
    with transaction.atomic():
        rescue.rescue()


@app.periodic(cron="17 3 * * *")
@app.task(name="jobs.forget_ended_sessions", queue="jobs")
def forget_ended_sessions(timestamp: int) -> None:
    """Clear sessions that have ended."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()


@app.periodic(cron="23 3 * * *")
@app.task(name="jobs.forget_old_drafts", queue="jobs")
def forget_old_drafts(timestamp: int) -> None:
    """Clear what was typed long ago and never saved."""
    for partnership in partnerships():
        with tenancy.acting(system("Drafts", partnership=partnership)):
            Draft.objects.filter(saved_at__lt=clock.now() - DRAFTS_KEPT).delete()


@app.periodic(cron="29 3 * * *")
@app.task(name="jobs.forget_old_queue", queue="jobs", pass_context=True)
async def forget_old_queue(context: JobContext, timestamp: int) -> None:
    """Clear the queue of what ended a week ago."""
    await builtin_tasks.remove_old_jobs(
        context, max_hours=QUEUE_KEPT, remove_failed=True, remove_cancelled=True, remove_aborted=True
    )
