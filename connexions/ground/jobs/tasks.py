"""What nobody has to ask for: it is done by the clock."""

from django.contrib.sessions.models import Session
from procrastinate.contrib.django import app

from connexions.ground.base import clock


@app.periodic(cron="17 3 * * *")
@app.task(name="jobs.forget_ended_sessions", queue="jobs")
def forget_ended_sessions(timestamp: int) -> None:
    """Clear sessions that have ended."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
