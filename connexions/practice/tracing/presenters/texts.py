"""What texts came to, as their page says it."""

from collections.abc import Iterable
from typing import Any

from connexions.ground.design.words import month
from connexions.ground.messaging.models import Channel
from connexions.ground.messaging.queries import Month
from connexions.practice.tracing.presenters.sendings import cost


def months(found: Iterable[Month]) -> list[dict[str, Any]]:
    """A line for each month and channel."""
    return [
        {
            "month": month(one.month.date()),
            "channel": Channel(one.channel).label,
            "messages": one.messages,
            "units": one.units if one.channel == Channel.TEXT else None,
            "lost": one.lost,
            "cost": _cost(one),
        }
        for one in found
    ]


def _cost(one: Month) -> str:
    if one.channel == Channel.EMAIL:
        return "None"
    if one.pence is None:
        return "Not told yet"
    return f"{cost(one.pence)}{f', {one.without_cost} not told yet' if one.without_cost else ''}"
