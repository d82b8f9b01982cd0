"""What the casework itself says on Today beside its reviews, tries, plans and statuses: the adviser's own steps,
others' steps of which they asked to be reminded, and what young people said to their plans."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import DateField, F, Q, TextField
from django.db.models.functions import Cast

from connexions.ground.design import words
from connexions.practice.casework import rules, today
from connexions.practice.casework.models import Asking, Plan, Step, StepEvent
from connexions.practice.casework.presenters.addresses import addresses
from connexions.practice.casework.today import COMING, OVERDUE, THIS_WEEK, Asked, Line, Told

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


def reminders(asked: Asked) -> Told:
    """Steps of others of which the adviser asked to be reminded, from that day on."""
    near = Q()
    for days in rules.REMIND_DAYS:
        near |= Q(remind_days=days, due_on__lte=asked.on + timedelta(days=days))
    mine = Step.objects.filter(
        near, young_person__in=asked.people.values("pk"), remind_whom=Step.Reminded.ADVISER, status__in=OPEN
    ).exclude(Q(goal__plan__status=Plan.Status.CLOSED) | Q(owner=Step.Owner.ADVISER))
    plan = addresses("casework:plan")
    columns = ("young_person_id", "due_on", "words", "owner", "owner_name")
    rows = mine.order_by("due_on", "id").values_list(*columns)[:READ]
    return today.told((_reminder(*row, asked=asked, href=plan(row[0])) for row in rows), most=asked.most)


def _reminder(
    young_person_id: UUID, due: date, said: str, owner: str, name: str, *, asked: Asked, href: str
) -> Line:
    group = OVERDUE if due < asked.on else THIS_WEEK
    whose = name or Step.Owner(owner).label
    return Line(
        group,
        young_person_id,
        due,
        f"Reminder, by {words.short_day(due)}",
        f"{whose}: {said}",
        "Open plan",
        href,
    )


def answers(asked: Asked) -> Told:
    """What young people want to change in their plan, links that were closed, and what they said of steps lately."""
    people = asked.people.values("pk")
    waiting = Asking.objects.filter(
        young_person__in=people, state__in=(Asking.State.CHANGE_WANTED, Asking.State.SPENT)
    )
    since = asked.on - timedelta(days=rules.THIS_WEEK_DAYS)
    said = StepEvent.objects.filter(young_person__in=people, what=StepEvent.What.SAID, on__gt=since)
    columns = ("young_person_id", "day", "kind", "said")
    rows = waiting.annotate(day=Cast("answered_at", DateField()), kind=_text("state"), said=_text("words"))
    told = said.annotate(day=F("on"), kind=_text("what"), said=_text("words"))
    plan = addresses("casework:plan")
    found = rows.values_list(*columns).union(told.values_list(*columns), all=True).order_by("day")[:READ]
    return today.told((_answer(*row, href=plan(row[0])) for row in found), most=asked.most)


def _text(column: str) -> Cast:
    return Cast(F(column), TextField())


def _answer(young_person_id: UUID, day: date, kind: str, said: str, *, href: str) -> Line:
    if kind == StepEvent.What.SAID:
        return Line(COMING, young_person_id, day, "Said about a step", f"“{said}”", "Open plan", href)
    if kind == Asking.State.SPENT:
        what = "The link was closed after five wrong dates of birth."
        return Line(THIS_WEEK, young_person_id, day, "Link closed", what, "Open plan", href)
    return Line(THIS_WEEK, young_person_id, day, "Wants a change", f"“{said}”", "Open plan", href)


def start() -> None:
    """Register it all; called as the room starts."""
    today.register(today.Source("step", "Your steps", own_steps, order=10))
    today.register(today.Source("reminder", "Reminders", reminders, order=11))
    today.register(today.Source("answer", "Answers to plans", answers, order=12))
