"""Putting goals and steps in their order."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID


def swap(rows: Sequence[Any], pk: UUID, *, up: bool) -> None:
    """Change places with the neighbour; the first and the last stay where they are."""
    at = next(place for place, row in enumerate(rows) if row.pk == pk)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(rows):
        return
    order = list(rows)
    order[at], order[other] = order[other], order[at]
    for place, row in enumerate(order, start=1):
        if row.position != place:
            row.position = place
            row.save(update_fields=["position"])
