"""What a young person and their adviser have done together, in every state that a caseload knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from config.demo.contacts import contacts
from config.demo.learning import in_order
from config.demo.notes import Writer
from config.demo.plans import make_plan
from config.demo.profiles import first_look, later_look, needs
from config.demo.shapes import Agreed, Look, Person, Spell
from config.demo.words import Weighted, notes
from config.demo.years import Year
from connexions.engines.currency import lapses_on, load_lapse_table

INTERVAL = {1: 42, 2: 91, 3: 182}  # days between reviews

SITUATIONS = Weighted(
    [("calm", 80), ("review_overdue", 3), ("review_due", 3), ("failed", 3), ("stuck", 3), ("no_goal", 2),
     ("new", 2),
     ("open_assessment", 1.5), ("draft_plan", 1.5), ("unassessed", 1)]
)  # fmt: skip


@dataclass(slots=True)
class Pace:
    """How long they have worked together and when they last looked at it."""

    allocated_on: date
    assessed_on: date
    agreed_on: date
    held: list[date]
    due_on: date


def work(
    person: Person, rng: Random, year: Year, situation: str, centre: str, *, held: int | None = None
) -> None:
    """Fill in assessments, plan, contacts and reviews for one allocated young person.

    *held* says how many reviews there have been, where a story knows it.
    """
    person.situation = situation
    pace = _pace(person, rng, year, situation, held)
    person.allocated_on = pace.allocated_on
    writer = Writer(person, rng, centre)
    if situation == "lapsing":
        _lapsing(person, year, rng)
    if situation not in ("new", "unassessed", "light"):
        _assess(person, rng, year, pace, writer, situation)
    if situation not in ("new", "unassessed", "light", "open_assessment"):
        _plan(person, rng, year, pace, writer, situation)
        _reviews(person, pace, writer)
    if situation == "ended":
        _end(person, pace, writer)
    contacts(person, rng, year, situation, writer)


def _pace(person: Person, rng: Random, year: Year, situation: str, reviews: int | None) -> Pace:
    today, interval = year.today, INTERVAL[person.level]
    if situation == "new":
        allocated = today - timedelta(days=rng.randrange(1, 5))
        return Pace(allocated, allocated, allocated, [], today + timedelta(days=interval))
    due = today + timedelta(
        days=rng.randrange(12, interval - 4) if person.level < 3 else rng.randrange(30, 150)
    )
    if situation == "review_overdue":
        due = today - timedelta(days=rng.randrange(8, 16))
    elif situation == "review_due":
        due = today + timedelta(days=rng.randrange(1, 6))
    elif situation in ("no_goal", "draft_plan", "open_assessment", "unassessed"):
        allocated = today - timedelta(days=rng.randrange(18, 34))
        return Pace(
            allocated, today - timedelta(days=rng.randrange(8, 16)), today - timedelta(days=6), [], due
        )
    count = reviews if reviews is not None else rng.randrange(0, 3) if person.level < 3 else 0
    held = [due - timedelta(days=interval * (i + 1) + rng.randrange(0, 4)) for i in range(count)][::-1]
    begun = (held[0] if held else due) - timedelta(days=interval)
    if situation == "stuck":
        begun = min(begun, today - timedelta(days=55))
    return Pace(
        begun - timedelta(days=rng.randrange(21, 60)),
        begun - timedelta(days=rng.randrange(8, 18)),
        begun - timedelta(days=rng.randrange(0, 6)),
        held,
        due,
    )


def _assess(person: Person, rng: Random, year: Year, pace: Pace, writer: Writer, situation: str) -> None:
    assessed = min(pace.assessed_on, year.today)
    person.assessments.append(first_look(person, rng, assessed, writer, open_=situation == "open_assessment"))
    for held in pace.held:
        person.assessments.append(later_look(person.assessments[-1], rng, held, writer))


def _plan(person: Person, rng: Random, year: Year, pace: Pace, writer: Writer, situation: str) -> None:
    wanted = sorted({*needs(person.assessments[0]), *needs(person.assessments[-1])})
    agreed = min(pace.agreed_on, year.today - timedelta(days=1))
    plan = make_plan(wanted, rng, year, agreed, writer, situation)
    plan.assessment = len(person.assessments) - 1
    plan.edition = 1 + len(pace.held) if plan.status == "agreed" else 1
    if len(pace.held) > 1 and rng.random() < 0.25:
        person.plans.append(_earlier(person, rng, year, pace, writer))
    person.plans.append(plan)


def _earlier(person: Person, rng: Random, year: Year, pace: Pace, writer: Writer) -> Agreed:
    """A plan that was finished before the present one."""
    start = pace.allocated_on - timedelta(days=rng.randrange(200, 320))
    plan = make_plan(needs(person.assessments[0]), rng, year, start, writer, "ended")
    plan.status, plan.closed_on = "closed", start + timedelta(days=rng.randrange(90, 160))
    plan.closing = writer.one(notes()["review"])
    for goal in plan.goals:
        for step in goal.steps:
            step.status = "done" if step.status in ("to_do", "started") else step.status
            step.status_on = min(step.status_on, plan.closed_on)
            step.due_on = min(step.due_on, plan.closed_on)
    return plan


def _reviews(person: Person, pace: Pace, writer: Writer) -> None:
    for number, held in enumerate(pace.held, start=1):
        summary = writer.one(notes()["review"])
        person.reviews.append(Look(held, held, number, "go_on", summary))
    person.reviews.append(Look(pace.due_on))


def _end(person: Person, pace: Pace, writer: Writer) -> None:
    """Help that has done what it was for: the plan closed at the last review, no further one set."""
    plan = person.plans[-1]
    last = person.reviews[-1]
    usual = min(pace.due_on - timedelta(days=INTERVAL[person.level]), pace.agreed_on + timedelta(days=90))
    ended = max([usual, *pace.held])
    last.due_on = last.held_on = ended
    last.decision, last.summary = "close", writer.one(notes()["review"])
    plan.status, plan.closed_on, plan.closing = "closed", ended, last.summary


def _lapsing(person: Person, year: Year, rng: Random) -> None:
    """A job that counts as known for a few more days only."""
    now: Spell = person.spells[-1]
    review = year.today + timedelta(days=rng.randrange(2, 6) - 28)
    now.code, now.review_on = "350", review
    now.start_on = min(now.start_on, review - timedelta(days=7)) if now.start_on > review else now.start_on
    now.verified_on = max(now.start_on, review - timedelta(days=5))
    now.ascertained_on = now.verified_on
    now.predicted_end_on = now.neet_start_on = None
    now.place_number = ""
    now.lapses_on = lapses_on(
        "350", verified_on=now.verified_on, review_on=review, table=load_lapse_table(year.first)
    )
    in_order(person.spells, year.today)
