"""What the casework itself says on Today beside its reviews, tries, plans and statuses: the adviser's own steps."""

from datetime import date, timedelta
from uuid import UUID

from connexions.ground.design import words
from connexions.practice.casework import rules, today
from connexions.practice.casework.models import Plan, Step
from connexions.practice.casework.presenters.addresses import addresses
from connexions.practice.casework.today import OVERDUE, THIS_WEEK, Asked, Line, Told

OPEN = (Step.Status.TO_DO, Step.Status.STARTED)
READ = 500  # an adviser has hardly more steps of their own to do in a week


def own_steps(asked: Asked) -> Told:
    """What the adviser said they would do, due within a week or past its day."""
    mine = Step.objects.filter(
        young_person__in=asked.people.values("pk"),
        owner=Step.Owner.ADVISER,
        status__in=OPEN,
        due_on__lte=asked.on + timedelta(days=rules.THIS_WEEK_DAYS),
    ).exclude(goal__plan__status=Plan.Status.CLOSED)
    plan = addresses("casework:plan")
    rows = mine.order_by("due_on", "id").values_list("young_person_id", "due_on", "words")[:READ]
    return today.told((_step(one, due, words, asked, plan(one)) for one, due, words in rows), most=asked.most)


def _step(young_person_id: UUID, due: date, said: str, asked: Asked, href: str) -> Line:
    late = (asked.on - due).days
    group = OVERDUE if late > 0 else THIS_WEEK
    state = (
        f"Your step, {words.count(late, 'day')} late" if late > 0 else f"Your step, by {words.short_day(due)}"
    )
    return Line(group, young_person_id, due, state, said, "Open plan", href)


def start() -> None:
    """Register it all; called as the room starts."""
    today.register(today.Source("step", "Your steps", own_steps, order=10))
