"""What the casework puts on every record: its pages, its facts, its boxes."""

from collections.abc import Iterator

from connexions.ground.design import words
from connexions.practice.casework.models import Goal, Plan, Review, Step
from connexions.registers.people.record import (
    Asked,
    Button,
    Fact,
    Next,
    Panel,
    Shown,
    Tab,
    register_button,
    register_fact,
    register_next,
    register_panel,
    register_tab,
)
from connexions.registers.people.sight import Part


def review_due(asked: Asked) -> Shown | None:
    """Beneath "Support": when the next review is."""
    due_on = Review.objects.filter(young_person=asked.young_person, held_on=None).values_list("due_on", flat=True)
    found = due_on.first()
    if found is None:
        return None
    return Shown(f"Review {'due' if found >= asked.on else 'was due'} {words.short_day(found)}")


def coming(asked: Asked) -> Iterator[Next]:
    """The review, tries to make again and steps that are due."""
    review = Review.objects.filter(young_person=asked.young_person, held_on=None).first()
    if review:
        late = (asked.on - review.due_on).days
        said = f"{words.count(late, 'day')} ago" if late > 0 else "today" if late == 0 else _in(-late)
        yield Next(review.due_on, "Review due", f"{said[0].upper()}{said[1:]}.", due=late >= -7)
    steps = Step.objects.filter(
        young_person=asked.young_person, status__in=(Step.Status.TO_DO, Step.Status.STARTED)
    ).exclude(goal__plan__status=Plan.Status.CLOSED)
    for step in steps.order_by("due_on", "id")[:4]:
        yield Next(step.due_on, step.words, f"{_whose(step, asked)}.", due=step.due_on < asked.on)


def _in(days: int) -> str:
    return "tomorrow" if days == 1 else f"in {words.count(days, 'day')}"


def _whose(step: Step, asked: Asked) -> str:
    named = {Step.Owner.YOUNG_PERSON: asked.young_person.known_as, Step.Owner.ADVISER: "Adviser"}
    return named.get(Step.Owner(step.owner), step.owner_name or step.get_owner_display())


def plan_panel(asked: Asked) -> dict[str, object] | None:
    """The goals with their steps; nothing where no plan is open."""
    goals = Goal.objects.filter(young_person=asked.young_person).exclude(plan__status=Plan.Status.CLOSED)
    shown = []
    for goal in goals.prefetch_related("steps").order_by("position"):
        statuses = [step.status for step in goal.steps.all()]
        shown.append((goal, statuses.count("done"), len(statuses), statuses.count("dropped")))
    return {"goals": shown, "young_person": asked.young_person} if shown else None


def start() -> None:
    """Register it all; called as the room starts."""
    register_tab(Tab("assessment", "Assessment", "casework:assessment", Part.CASEWORK, 30))
    register_tab(Tab("plan", "Plan", "casework:plan", Part.CASEWORK, 40))
    register_tab(Tab("contacts", "Contacts", "casework:contacts", Part.CASEWORK, 50))
    register_tab(Tab("review", "Review", "casework:review", Part.CASEWORK, 60))
    register_button(Button("Record a contact", "casework:contact_record", Part.CASEWORK, 10, main=True))
    register_fact(Fact("Review", Part.CASEWORK, 40, review_due, beneath="Support"))
    register_next("casework", Part.CASEWORK, coming)
    register_panel(Panel("plan", Part.CASEWORK, 20, "casework/_panel_plan.html", plan_panel))
