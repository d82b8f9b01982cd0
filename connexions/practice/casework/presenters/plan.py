"""A plan as its page says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from connexions.ground.design import words
from connexions.practice.casework import prompts
from connexions.practice.casework.models import Goal, Plan, Step, StepEvent
from connexions.practice.casework.prompts import Prompts
from connexions.practice.casework.queries.assessments import Form, Profile
from connexions.practice.casework.queries.plans import Happened, happened
from connexions.practice.casework.rules import GOAL, STEP, Rated
from connexions.registers.people.models import YoungPerson

OPEN = (Step.Status.TO_DO, Step.Status.STARTED)
KINDS = {"young_person": "young_person", "adviser": "adviser", "carer": "partner", "partner": "partner"}


@dataclass(frozen=True)
class StepShown:
    """One row of a goal's table."""

    step: Step
    owner: str
    kind: str
    look: str
    state: str
    is_new: bool
    moves: tuple[str, ...]
    history: list[str]


@dataclass(frozen=True)
class GoalShown:
    """One goal: its steps, how many are done, and how its needs moved."""

    goal: Goal
    steps: list[StepShown]
    done: int
    dropped: int
    needs: list[tuple[str, str, str]]  # name, level before (or nothing), level now
    moves: tuple[str, ...]
    prompts: list[str]

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def score(self) -> str:
        dropped = f", {self.dropped} dropped" if self.dropped else ""
        return f"{self.done} of {self.total} done{dropped}"


def goals(
    plan: Plan,
    *,
    of: YoungPerson,
    on: date,
    form: Form | None,
    profiles: list[Profile],
    asks: Prompts | None = None,
) -> list[GoalShown]:
    """The goals with their steps, open ones first; *profiles* are the latest finished assessment and the one before.

    *asks* are the prompts, for those who write the plan.
    """
    adviser = of.adviser.get_short_name() if of.adviser else "Adviser"
    shown = []
    for goal in plan.goals.all():
        steps = [step_shown(step, plan, of=of, adviser=adviser, on=on) for step in goal.steps.all()]
        done = sum(1 for one in goal.steps.all() if one.status == Step.Status.DONE)
        dropped = sum(1 for one in goal.steps.all() if one.status == Step.Status.DROPPED)
        open_ = plan.status != Plan.Status.CLOSED
        moves = tuple(move for move in GOAL.names if open_ and GOAL.may(goal.status, move))
        asked = _asked(goal, asks, of, on) if asks and open_ else []
        shown.append(GoalShown(goal, steps, done, dropped, _needs(goal, form, profiles), moves, asked))
    return sorted(shown, key=lambda one: one.goal.status != Goal.Status.OPEN)


def facts(goal: Goal) -> prompts.GoalFacts:
    """What the prompts know of a goal."""
    steps = tuple(
        prompts.StepFacts(step.words, step.owner, step.due_on, step.status in OPEN)
        for step in goal.steps.all()
    )
    return prompts.GoalFacts(goal.words, bool(goal.factors), steps)


def whole_plan(plan: Plan, asks: Prompts, *, of: YoungPerson, on: date) -> list[str]:
    """What the prompts ask about the plan as a whole."""
    left = [facts(goal) for goal in plan.goals.all() if goal.status == Goal.Status.OPEN]
    return prompts.of_plan(left, asks, name=of.known_as, born_on=of.date_of_birth, on=on)


def _asked(goal: Goal, asks: Prompts, of: YoungPerson, on: date) -> list[str]:
    if goal.status != Goal.Status.OPEN:
        return []
    return prompts.of_goal(facts(goal), asks, name=of.known_as, on=on)


def step_shown(step: Step, plan: Plan, *, of: YoungPerson, adviser: str, on: date) -> StepShown:
    """One step, with what may be done with it now."""
    waits = plan.status == Plan.Status.CHANGED and step.edition == plan.edition
    look, state = _state(step, on, waits, of.known_as)
    moves = (
        () if plan.status == Plan.Status.CLOSED else tuple(m for m in STEP.names if STEP.may(step.status, m))
    )
    named = {"young_person": of.known_as, "adviser": adviser}
    return StepShown(
        step,
        named.get(step.owner, step.owner_name or step.get_owner_display()),
        KINDS[step.owner],
        look,
        state,
        waits,
        moves,
        [_event(event, step, named) for event in happened(step) if _is_told(event, step)],
    )


def _is_told(event: Happened, step: Step) -> bool:
    """How a step stands now is said beside it: beneath it stands what is not so any more, and what was said."""
    if event.what in (StepEvent.What.CHANGED, StepEvent.What.SAID, StepEvent.What.HEARD):
        return True
    return event.what in (StepEvent.What.DONE, StepEvent.What.DROPPED) and event.what != step.status


def _event(event: Happened, step: Step, named: dict[str, str]) -> str:
    who = event.who.split(" ")[0] if event.who else "They"
    when = words.short_day(event.on)
    if event.what == StepEvent.What.SAID:
        return f"{named['young_person']}, {when}: “{event.words}”"
    if event.what == StepEvent.What.HEARD:
        return f"Heard back {when}: {event.words}"
    if event.what != StepEvent.What.CHANGED:
        return f"{StepEvent.What(event.what).label} {when}, then taken up again. {event.words}".strip()
    return f"Changed {when} by {who}: {_was(event.before or {}, step, named)}. {event.words}".strip()


def _was(before: dict[str, str], step: Step, named: dict[str, str]) -> str:
    """What a step said before, as far as it says otherwise now."""
    told = []
    if before.get("words") != step.words:
        told.append(f"it was “{before.get('words')}”")
    if (before.get("owner"), before.get("owner_name")) != (step.owner, step.owner_name):
        owner = before.get("owner", "")
        told.append(f"it was for {named.get(owner) or before.get('owner_name') or Step.Owner(owner).label}")
    if before.get("due_on") != step.due_on.isoformat():
        told.append(f"it was by {words.short_day(date.fromisoformat(before['due_on']))}")
    return " and ".join(told) or "and back again"


def _state(step: Step, on: date, waits: bool, known_as: str) -> tuple[str, str]:
    when = f" {words.short_day(step.status_on)}" if step.status_on else ""
    if step.status == Step.Status.DONE:
        return "done", f"Done{when}"
    if step.status == Step.Status.DROPPED:
        return "off", f"Dropped{when}"
    if waits:
        return "new", f"New, {known_as} has yet to agree"
    late = (on - step.due_on).days
    if late > 0:
        return "overdue", f"{words.count(late, 'day')} late"
    if late >= -7:
        return "due", f"Due {words.long_day(step.due_on).split(' ', maxsplit=1)[0]}" if late else "Due today"
    return "todo", "Started" if step.status == Step.Status.STARTED else "To do"


def _needs(goal: Goal, form: Form | None, profiles: list[Profile]) -> list[tuple[str, str, str]]:
    if form is None or not profiles:
        return []
    told = []
    for number in goal.factors:
        factor = form.factor(number)
        if factor is None:
            continue
        now = _level(form, profiles[0], number)
        before = _level(form, profiles[1], number) if len(profiles) > 1 else ""
        told.append((factor.name, before.lower(), now.lower()))
    return told


def _level(form: Form, profile: Profile, number: int) -> str:
    return form.level(profile.rated.get(number, Rated()).level)


def who_does_what(shown: Iterable[GoalShown]) -> list[tuple[str, str, str]]:
    """For each owner: their name, their kind, and how many steps, done and dropped."""
    tallies: dict[tuple[str, str], list[str]] = {}
    for goal in shown:
        for one in goal.steps:
            tallies.setdefault((one.owner, one.kind), []).append(one.step.status)
    return [(owner, kind, _tally(statuses)) for (owner, kind), statuses in tallies.items()]


def _tally(statuses: list[str]) -> str:
    told = [f"{statuses.count(one)} {one}" for one in ("done", "started", "dropped") if one in statuses]
    return ", ".join([words.count(len(statuses), "step"), *told])


def heading(plan: Plan) -> str:
    """ "Edition 2, agreed on 19 October 2026." """
    agreed = words.day(plan.agreed_on)
    return {
        "draft": f"Begun on {words.day(plan.started_on)}, not agreed yet.",
        "agreed": f"Edition {plan.edition}, agreed on {agreed}.",
        "changed": f"Edition {plan.edition - 1} was agreed on {agreed}; it has changed since.",
        "closed": f"Closed on {words.day(plan.closed_on)}.",
    }[plan.status]
