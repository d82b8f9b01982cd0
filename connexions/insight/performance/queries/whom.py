"""Whose list an address asks for."""

from datetime import date

from connexions.ground.base.acting import Actor
from connexions.insight.performance.asking import Counted, Moved, Question, Reached, Which
from connexions.insight.performance.queries import people
from connexions.insight.performance.queries.people import Whom


def behind(which: Which, asked: Question, *, on: date, by: Actor) -> Whom:
    """Those whom the number counts. Raises ``Missing`` where there is no such number."""
    match which:
        case Counted(counts=counts, key=key):
            return people.counted(asked=asked.asked, key=key, counts=counts, by=by)
        case Moved(way=way, among=among):
            return people.moved(
                asked=asked.asked,
                since=asked.since,
                indicator=asked.indicator,
                way=way,
                among=among,
                by=by,
            )
        case Reached(band=band):
            return people.last_reached(asked=asked.asked, on=on, band=band, by=by)
        case _:
            return people.without_offer(asked=asked.asked, by=by)
