"""What a young person's first page brings together."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from connexions.ground.base.acting import Actor
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.queries import diary
from connexions.practice.casework.models import Asking, Plan, Review
from connexions.practice.casework.queries import agreements, plans, reviews
from connexions.practice.tracing.queries.answers import current_of
from connexions.practice.tracking.models import Activity
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.queries import notices
from connexions.registers.people.queries.opened import Open, leaves_of, opened_to
from connexions.registers.people.record import Asked, OwnPage, own_pages
from connexions.registers.people.sight import Part, find


@dataclass(frozen=True)
class Home:
    """Somebody as they see themselves when they arrive."""

    young_person: YoungPerson
    coming: list[Appointment]  # the next first
    plan: Plan | None  # with its goals and steps
    asking: Asking | None  # a question about the plan that waits for their answer
    review: Review | None
    doing: Activity | None
    unread: int
    open_to: list[Open]  # other organisations that may see something of them just now
    pages: list[OwnPage]  # of their own, that have something for them


def home(*, by: Actor, at: datetime) -> Home:
    """The first page of the young person who acts. Raises ``Missing``, ``NotAllowed``."""
    of, seen = find(by.young_person, by=by, part=Part.CASEWORK)
    pages = own_pages(Asked(of, seen, by, timezone.localdate(at)), leaves_of)
    plan = plans.open_plan(of=of, by=by)
    asking = agreements.asking_of(of=of, by=by)
    return Home(
        young_person=of,
        coming=diary.to_come(of=of, after=at, by=by),
        plan=plan,
        asking=asking if asking and _waits(asking, plan, at) else None,
        review=reviews.due(of=of, by=by),
        doing=current_of(of),
        unread=notices.unread(of=of, by=by),
        open_to=opened_to(of, at=at, by=by),
        pages=pages,
    )


def _waits(asking: Asking, plan: Plan | None, at: datetime) -> bool:
    is_of_it = plan is not None and asking.plan_id == plan.pk
    return is_of_it and asking.state == Asking.State.OPEN and asking.good_until > at
