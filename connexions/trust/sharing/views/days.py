"""Days as moments: an agreement holds from the beginning of its first day, or from now, to the end of its last."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from connexions.ground.base.acting import Actor
from connexions.trust.sharing import rules
from connexions.trust.sharing.queries import standing


def start_of(day: date, *, now: datetime) -> datetime:
    """The beginning of a day; today begins now."""
    if day == timezone.localdate(now):
        return now
    return timezone.make_aware(datetime.combine(day, time()))


def end_of(day: date) -> datetime:
    """The end of a day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) - timedelta(seconds=1)


def usual_end(*, by: Actor, on: date) -> date:
    """The last day that the form suggests."""
    return rules.ends_by(on, standing.rules_of(by=by).usual_months)
