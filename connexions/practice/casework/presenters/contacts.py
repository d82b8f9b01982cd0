"""What a page says of contacts: what they may be about, how somebody is reached, what follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from connexions.ground.design import words
from connexions.practice.casework.models import Goal, Plan, Step
from connexions.practice.casework.queries.outcomes import Follows
from connexions.registers.people import reach
from connexions.registers.people.models import ContactPoint


@dataclass(frozen=True)
class About:
    """The goals and steps that a contact may be about, as choices and as what they mean."""

    choices: list[Any] = field(default_factory=list)
    things: dict[str, Goal | Step] = field(default_factory=dict)

    def meant(self, chosen: str) -> dict[str, Any]:
        """The goal or step that was chosen, by the name of its field."""
        thing = self.things.get(chosen)
        if thing is None:
            return {}
        return {"goal": thing} if isinstance(thing, Goal) else {"step": thing}


def about_choices(plan: Plan | None) -> About:
    """The open plan's goals, each with its steps."""
    about = About()
    for goal in plan.goals.all() if plan is not None else []:
        inside = [(f"goal:{goal.pk}", "The goal itself")]
        about.things[f"goal:{goal.pk}"] = goal
        for step in goal.steps.all():
            inside.append((f"step:{step.pk}", step.words))
            about.things[f"step:{step.pk}"] = step
        about.choices.append((goal.words, inside))
    return about


def point_choices(points: Iterable[ContactPoint]) -> list[tuple[str, str]]:
    """Numbers and addresses as people read them, with whose they are."""
    return [
        (str(one.pk), reach.shown(one.value) + (f" ({one.whose})" if one.whose else "")) for one in points
    ]


def following(follows: Mapping[str, Follows]) -> dict[str, str]:
    """What follows each outcome, in a sentence; nothing where nothing does."""
    return {value: told for value, one in follows.items() if (told := _follows(one))}


def _follows(one: Follows) -> str:
    parts = []
    if one.try_again_days is not None:
        parts.append(f"Try again in {words.count(one.try_again_days, 'day')}.")
    if one.follow_up and one.follow_up_days is not None:
        parts.append(
            f"You are asked to do this within {words.count(one.follow_up_days, 'day')}: {one.follow_up}."
        )
    return " ".join(parts)
