"""What an agreed plan said, kept as plain data: told in words, and compared with the next. Pure.

An edition is ``{"young_person", "adviser", "goals": [...], "reasons": [{"need", "why"}]}``; a goal has ``id``,
``number``, ``words``, ``clarified``, ``strengths``, ``needs`` (names), ``status``, ``reason`` and ``steps``; a step
has ``id``, ``words``, ``owner``, ``who``, ``due_on`` (ISO), ``status``, ``status_on`` and ``reason``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from connexions.ground.design.words import day

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """One thing that differs between two editions: *kind* is ``added``, ``changed``, ``done`` or ``dropped``."""

    kind: str
    words: str


def plain(told: Told) -> str:
    """A plan as somebody would tell it to the young person: who does what, by when."""
    lines = []
    for goal in told["goals"]:
        if goal["status"] != "open":
            continue
        lines += ["", f"Goal {goal['number']}: “{goal['words']}”"]
        lines += [
            f"• {_whose(step, told)}: {step['words']}, by {on(step)}."
            for step in goal["steps"]
            if _open(step)
        ]
    return "\n".join(lines).strip()


def differences(before: Told, after: Told) -> list[Difference]:
    """What *after* says otherwise than *before*, in the order of the plan."""
    was = {goal["id"]: goal for goal in before["goals"]}
    now = {goal["id"]: goal for goal in after["goals"]}
    found = [one for key, goal in now.items() for one in _of_goal(was.get(key), goal)]
    found += [
        Difference("dropped", f"Goal “{goal['words']}” is no longer there.")
        for key, goal in was.items()
        if key not in now
    ]
    return found + list(_of_reasons(before, after))


def on(step: Told) -> str:
    """The day by which a step is due."""
    return day(date.fromisoformat(step["due_on"]))


def _of_goal(was: Told | None, now: Told) -> Iterator[Difference]:
    if was is None:
        yield Difference("added", f"New goal: “{now['words']}”.")
        was = {**now, "steps": []}
    if was["words"] != now["words"]:
        yield Difference("changed", f"Goal “{was['words']}” is now “{now['words']}”.")
    if was["clarified"] != now["clarified"] and now["clarified"]:
        yield Difference("changed", f"Goal “{now['words']}”, in other words: {now['clarified']}.")
    if was["status"] != now["status"]:
        said = {
            "reached": ("done", "is reached"),
            "dropped": ("dropped", "is dropped"),
            "open": ("added", "is taken up again"),
        }
        kind, words = said[now["status"]]
        yield Difference(kind, f"Goal “{now['words']}” {words}{_because(now)}.")
    yield from _of_steps(was, now)


def _of_steps(was: Told, now: Told) -> Iterator[Difference]:
    earlier = {step["id"]: step for step in was["steps"]}
    for step in now["steps"]:
        before = earlier.pop(step["id"], None)
        if before is None:
            yield Difference("added", f"New step: {_whole(step)}.")
            continue
        if (before["words"], before["who"], before["due_on"]) != (step["words"], step["who"], step["due_on"]):
            yield Difference("changed", f"Step {_whole(before)}, is now {_whole(step)}.")
        if before["status"] != step["status"]:
            yield _moved(step)
    for gone in earlier.values():
        yield Difference("dropped", f"Step “{gone['words']}” is no longer there.")


def _moved(step: Told) -> Difference:
    kinds = {
        "done": ("done", "is done"),
        "dropped": ("dropped", "is dropped"),
        "started": ("changed", "is begun"),
    }
    kind, words = kinds.get(step["status"], ("changed", "is to do again"))
    return Difference(kind, f"Step “{step['words']}” {words}{_because(step)}.")


def _of_reasons(before: Told, after: Told) -> Iterator[Difference]:
    was = {one["need"]: one["why"] for one in before["reasons"]}
    now = {one["need"]: one["why"] for one in after["reasons"]}
    for need, why in now.items():
        if need not in was:
            yield Difference("added", f"No goal yet for {need.lower()}: {why}.")
        elif was[need] != why:
            yield Difference("changed", f"Why there is no goal yet for {need.lower()}: {why}.")
    for need in was.keys() - now.keys():
        yield Difference("changed", f"{need} has a goal now, or is no need any more.")


def _because(one: Told) -> str:
    return f": {one['reason'].rstrip('.')}" if one.get("reason") else ""


def _whole(step: Told) -> str:
    return f"“{step['words']}”, {step['who']}, by {on(step)}"


def _whose(step: Told, told: Told) -> str:
    return "You" if step["owner"] == "young_person" else str(step["who"])


def _open(step: Told) -> bool:
    return step["status"] in ("to_do", "started")
