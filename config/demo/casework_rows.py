"""Assessments, plans, contacts and reviews as rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from config.demo.assessing import write_assessment
from config.demo.due import why
from config.demo.planning import write_plan
from config.demo.shapes import Person

if TYPE_CHECKING:
    from config.demo.rows import Keys

Put = Callable[..., str]


def write_casework(person: Person, keys: Keys, put: Put) -> None:
    """What an allocated young person and their adviser have done."""
    adviser = keys.workers[person.adviser]
    _allocations(person, keys, put)
    assessments = [write_assessment(marks, adviser, keys, put) for marks in person.assessments]
    for plan in person.plans:
        write_plan(plan, person, assessments, adviser, put)
    for touch in person.contacts:
        put(
            "casework_contact", 1, touch.at, touch.channel, touch.outcome, touch.note, touch.try_again_on,
            adviser, touch.at + timedelta(minutes=20),
        )  # fmt: skip
    for look in person.reviews:
        made = assessments[look.assessment] if look.assessment is not None else None
        held_by = adviser if look.held_on else None
        put(
            "casework_review", 1, look.due_on, adviser, look.held_on, held_by, made, look.decision,
            look.summary, *why(person, look),
        )  # fmt: skip


def _allocations(person: Person, keys: Keys, put: Put) -> None:
    team, since = keys.teams[person.team], person.allocated_on
    if since is None:
        return
    if person.earlier_adviser:
        earlier = keys.workers[person.earlier_adviser]
        put("casework_allocation", earlier, team, since - timedelta(days=140), since, "First")
    reason = "Handed over" if person.earlier_adviser else "Asked for help"
    put("casework_allocation", keys.workers[person.adviser], team, since, None, reason)
