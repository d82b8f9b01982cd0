"""Plans: goals in the young person's words, and steps by a day, in every state."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from config.demo.notes import Writer
from config.demo.profiles import AREAS, area_of
from config.demo.shapes import Agreed, Aim, Stride
from config.demo.words import notes
from config.demo.years import Year, between

_OWNERS = ("young_person",) * 7 + ("adviser", "adviser", "carer")
_BY_OTHERS = {"Refer": "adviser", "Visit": "adviser", "Maths": "partner", "First": "partner"}  # first words


def make_plan(
    wanted: list[int], rng: Random, year: Year, agreed: date, writer: Writer, situation: str
) -> Agreed:
    """A plan for every area with a need; where *situation* is ``no_goal``, for all of them but one."""
    areas = list(dict.fromkeys(area_of(factor) for factor in wanted)) or ["education"]
    if situation == "no_goal" and len(areas) > 1:
        areas = areas[:-1]
    goals = []
    for area in areas:
        factors = [f for f in wanted if f in AREAS[area]] or [AREAS[area][0]]
        goals.append(_aim(area, factors, rng, year, agreed, writer, situation))
    if situation == "no_goal" and len(areas) == 1:
        goals[0].factors = goals[0].factors[:1]
        if len(wanted) == 1:
            goals = []
    draft = situation == "draft_plan"
    if situation not in ("stuck", "ended") and goals:
        _keep_moving(goals, rng, year)
    how = "" if draft else rng.choice(("on_page", "on_page", "on_paper", "by_link"))
    return Agreed("draft" if draft else "agreed", 1, None, agreed, None if draft else agreed, how, goals)


def _keep_moving(goals: list[Aim], rng: Random, year: Year) -> None:
    """Something has moved within three weeks, or the plan would count as stuck."""
    lately = year.today - timedelta(days=rng.randrange(2, 20))
    steps = [step for goal in goals for step in goal.steps]
    if max(step.status_on for step in steps) < lately:
        open_ = [step for step in steps if step.status in ("to_do", "started")] or steps[-1:]
        step = rng.choice(open_)
        step.status, step.status_on = ("done" if step.status == "done" else "started"), lately


def _aim(
    area: str, factors: list[int], rng: Random, year: Year, agreed: date, writer: Writer, situation: str
) -> Aim:
    words, steps = rng.choice(notes()["goals"][area])
    count = min(len(steps), rng.randrange(2, 6))
    chosen = sorted(rng.sample(range(len(steps)), count))
    done = rng.randrange(0, count) if situation != "draft_plan" else 0
    strides = [
        _stride(writer.fill(steps[index]), place < done, rng, year, agreed, writer, situation)
        for place, index in enumerate(chosen)
    ]
    return Aim(writer.fill(words), factors, strides)


def _stride(
    words: str, done: bool, rng: Random, year: Year, agreed: date, writer: Writer, situation: str
) -> Stride:
    today = year.today
    owner = _BY_OTHERS.get(words.split(" ")[0]) or rng.choice(_OWNERS)
    name = writer.partner if owner == "partner" else ""
    if done:
        last = today - timedelta(days=35) if situation == "stuck" else today - timedelta(days=2)
        on = between(rng, min(agreed, last), last)
        return Stride(words, owner, name, on + timedelta(days=rng.randrange(-1, 6)), "done", on)
    if situation == "stuck":
        moved = max(agreed, today - timedelta(days=rng.randrange(34, 50)))
        return Stride(words, owner, name, today - timedelta(days=rng.randrange(6, 25)), "started", moved)
    if rng.random() < 0.1 and situation != "draft_plan":
        on = between(rng, agreed, today - timedelta(days=1))
        reason = writer.one(notes()["step_dropped"])
        return Stride(words, owner, name, on + timedelta(days=9), "dropped", on, reason)
    status = "started" if rng.random() < 0.4 and situation != "draft_plan" else "to_do"
    on = max(agreed, today - timedelta(days=rng.randrange(2, 20))) if status == "started" else agreed
    return Stride(words, owner, name, today + timedelta(days=rng.randrange(4, 60)), status, on)
