"""What is shipped for the whole country, and which edition of a key holds on a day for one partnership."""

import csv
import json
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any, TypeVar

from connexions.practice.casework.models import Reason, ReviewRule, TransitionKind
from connexions.practice.casework.models.edited import Edited
from connexions.practice.casework.reference import folder

Edition = TypeVar("Edition", bound=Edited)
SINCE = date(2001, 4, 1)  # from the first day of the service
KINDS: dict[str, type[Edited]] = {
    "rules": ReviewRule,
    "exemptions": Reason,
    "endings": Reason,
    "transitions": TransitionKind,
}


@cache
def national(model: type[Edition]) -> tuple[Edition, ...]:
    """Every national one of a model. They are no rows: they belong to no partnership."""
    return tuple(_SHIPPED[model]())


def in_force(shipped: Iterable[Edition], own: Iterable[Edition], on: date) -> list[Edition]:
    """What holds on a day: of each key the partnership's own edition of that day, else the national one."""
    held: dict[str, Edition] = {one.key: one for one in shipped}
    for one in own:
        if one.from_on <= on and (one.until_on is None or on < one.until_on):
            held[one.key] = one
    return [one for one in held.values() if one.in_use]


def _rules() -> list[ReviewRule]:
    return [
        ReviewRule(
            key=row["key"],
            event=row["event"],
            level=row["level"],
            after=_number(row["after"]),
            within_weeks=int(row["within_weeks"]),
            why=row["why"],
            from_on=SINCE,
        )
        for row in _rows("review_rules.csv")
    ]


def _reasons() -> list[Reason]:
    return [
        Reason(
            key=row["key"],
            kind=row["kind"],
            words=row["words"],
            plain=row["plain"],
            needs_manager=row["needs_manager"] == "yes",
            tries=_number(row["tries"]),
            from_on=SINCE,
        )
        for row in _rows("reasons.csv")
    ]


def _transition_kinds() -> list[TransitionKind]:
    told: list[dict[str, Any]] = json.loads((folder() / "transition_kinds.json").read_text(encoding="utf-8"))
    return [
        TransitionKind(**{**one, "checklist": "\n".join(one["checklist"])}, from_on=SINCE) for one in told
    ]


def _rows(name: str) -> list[dict[str, str]]:
    with (folder() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str) -> int | None:
    return int(text) if text else None


_SHIPPED: dict[type[Edited], Callable[[], list[Any]]] = {
    ReviewRule: _rules,
    Reason: _reasons,
    TransitionKind: _transition_kinds,
}
