"""Gentle prompts for a plan: wording that can be ticked off, steps that stretch. They ask and never block. Pure.

What they look for and say is shipped as data (``data/casework/plan_prompts.json``); a partnership says it otherwise, or
switches one off, on a page of its own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from connexions.ground.design.words import day

WORDING = ("vague", "official")  # those that look at words alone, and so can be asked while somebody types
TWENTY = 20


@dataclass(frozen=True)
class Prompt:
    """One kind of prompt, as a partnership has it."""

    kind: str
    title: str
    says: str
    words: tuple[str, ...] = ()
    number: int | None = None
    is_on: bool = True

    def asks(self, **told: object) -> str:
        """What it says here; ``{word}``, ``{name}``, ``{number}`` and ``{day}`` are filled in."""
        said = self.says
        for name, value in told.items():
            said = said.replace("{" + name + "}", str(value))
        return said


@dataclass(frozen=True)
class StepFacts:
    """What the prompts know of a step."""

    words: str
    owner: str
    due_on: date
    is_open: bool = True


@dataclass(frozen=True)
class GoalFacts:
    """What the prompts know of a goal that is open."""

    words: str
    answers_a_need: bool = True
    steps: tuple[StepFacts, ...] = field(default=())

    @property
    def left(self) -> list[StepFacts]:
        return [step for step in self.steps if step.is_open]


Prompts = Mapping[str, Prompt]


def of_words(text: str, prompts: Prompts, *, name: str) -> list[str]:
    """What there is to ask about how something is put."""
    asked = []
    for kind in WORDING:
        prompt = prompts.get(kind)
        word = found(text, prompt.words) if prompt and prompt.is_on else ""
        if prompt and word:
            asked.append(prompt.asks(word=word, name=name))
    return asked


def found(text: str, words: Iterable[str]) -> str:
    """The first of *words* that *text* holds as words of their own; nothing where it holds none."""
    told = [re.escape(word) for word in words if word]
    match = re.search(rf"(?<!\w)({'|'.join(told)})(?!\w)", text, re.IGNORECASE) if told else None
    return match.group(1) if match else ""


def of_goal(goal: GoalFacts, prompts: Prompts, *, name: str, on: date) -> list[str]:
    """What there is to ask about one open goal and its steps."""
    asked = of_words(goal.words, prompts, name=name)
    for step in goal.left:
        asked += of_words(step.words, prompts, name=name)
    asked += [
        prompts[kind].asks(**told) for kind, told in _of_shape(goal, prompts, name, on) if _on(prompts, kind)
    ]
    return list(dict.fromkeys(asked))


def _of_shape(
    goal: GoalFacts, prompts: Prompts, name: str, on: date
) -> Iterator[tuple[str, dict[str, object]]]:
    if len(goal.words.split()) < _number(prompts, "short_goal"):
        yield "short_goal", {"name": name}
    if not goal.answers_a_need:
        yield "no_need", {"name": name}
    if not goal.steps:
        yield "no_step", {"name": name}
        return
    if not goal.left:
        yield "all_done", {"name": name}
        return
    if all(step.owner == "adviser" for step in goal.left):
        yield "all_adviser", {"name": name}
    first = min(goal.left, key=lambda step: step.due_on)
    if (first.due_on - on).days > _number(prompts, "far"):
        yield "far", {"name": name, "day": day(first.due_on)}
    if (on - first.due_on).days > _number(prompts, "late"):
        yield "late", {"name": name, "step": first.words, "number": (on - first.due_on).days}


def of_plan(goals: Iterable[GoalFacts], prompts: Prompts, *, name: str, born_on: date, on: date) -> list[str]:
    """What there is to ask about the plan as a whole: too much at once, or somebody who turns 20 while it runs."""
    left = [step for goal in goals for step in goal.left]
    asked = []
    theirs = sum(1 for step in left if step.owner == "young_person")
    if _on(prompts, "many") and theirs > _number(prompts, "many"):
        asked.append(prompts["many"].asks(name=name, number=theirs))
    turns = birthday(born_on, TWENTY)
    ahead = on + timedelta(days=_number(prompts, "turns_20"))
    runs_until = max((step.due_on for step in left), default=on)
    if _on(prompts, "turns_20") and left and on <= turns <= max(ahead, runs_until):
        asked.append(prompts["turns_20"].asks(name=name, day=day(turns)))
    return asked


def birthday(born_on: date, age: int) -> date:
    """The day on which somebody reaches an age; born on 29 February, the day after the 28th."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def _on(prompts: Prompts, kind: str) -> bool:
    return kind in prompts and prompts[kind].is_on


def _number(prompts: Prompts, kind: str) -> int:
    prompt = prompts.get(kind)
    return prompt.number or 0 if prompt else 0
