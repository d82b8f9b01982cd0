"""What a hand-over would change, before it is done."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from connexions.practice.casework.queries import handing
from connexions.practice.casework.queries.handing import WAYS, Plan
from connexions.practice.casework.queries.staff import Load
from connexions.registers.accounts.models import Membership
from connexions.registers.people.models.young_person import LevelOfNeed

SUPPORT = dict(LevelOfNeed.choices)


def ways(current: str) -> list[dict[str, object]]:
    """How they can be put together."""
    return [{"text": text, "href": f"?way={key}", "current": key == current} for key, text in WAYS.items()]


def check(
    plan: Plan, *, advisers: Sequence[Membership], loads: Mapping[UUID, Load], noted: int
) -> dict[str, Any]:
    """Each adviser's post before and after; who goes to whom; and for whom a note can be written."""
    named = {one.pk: one for one in advisers}
    posts, everybody = [], []
    for to, people in plan.shares.items():
        membership = named[to]
        load = loads[membership.user_id]
        then = handing.after(load, people)
        posts.append((membership.user.name, len(people), load.percent, then.percent))
        everybody += [(one, membership.user.name) for one in people]
    order = list(LevelOfNeed.values)
    everybody.sort(key=lambda row: (order.index(row[0].level), row[0].name))
    return {
        "posts": sorted(posts),
        "noted": [(one, name, SUPPORT[one.level]) for one, name in everybody[:noted]],
        "others": [(one.name, name) for one, name in everybody[noted:]],
    }
