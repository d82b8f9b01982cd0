"""Restricted records as they are listed: by name for those to whom they are open, else by what they are called."""

from datetime import date, datetime
from typing import Any

from connexions.ground.base.acting import Actor
from connexions.ground.design.words import listed as in_a_row
from connexions.ground.design.words import time
from connexions.registers.people import restricted, restricting
from connexions.registers.people.models import GlassBroken, NamedAccess, Restriction, YoungPerson
from connexions.registers.people.queries import restricted as queries


def one(restriction: Restriction, *, by: Actor, on: date) -> dict[str, Any]:
    """A restriction, as far as the reader may know of it."""
    standing = restricted.of(by)
    closed = restriction.young_person_id in standing.closed
    person = None
    if not closed:
        person = YoungPerson.objects.filter(pk=restriction.young_person_id).first()
    return {
        "restriction": restriction,
        "person": person,
        "called": person.name if person else str(restriction),
        "closed": closed,
        "may_end": not closed and restriction.young_person_id not in standing.glass,
        "due": restriction.review_is_due(on),
    }


def listed(restriction: Restriction, *, by: Actor, on: date) -> dict[str, Any]:
    """The same in a list."""
    return one(restriction, by=by, on=on)


def broken(found: GlassBroken, *, by: Actor, at: datetime) -> dict[str, Any]:
    """A time that the glass was broken: who, when, why, and what was found."""
    closed = found.young_person_id in restricted.of(by).closed
    person = None if closed else YoungPerson.objects.filter(pk=found.young_person_id).first()
    return {
        "broken": found,
        "called": person.name if person else str(found.restriction),
        "overdue": restricting.review_is_overdue(found, at=at),
        "mine": found.opened_by_id == by.id,
    }


def is_open(access: NamedAccess, *, on: date) -> bool:
    """Whether somebody who was named sees the record today."""
    return access.ended_at is None and (access.until_on is None or access.until_on > on)


def on_the_record(young_person: YoungPerson, *, by: Actor, at: datetime, on: date) -> dict[str, Any] | None:
    """What stands on every page of a restricted record: that it is, who sees it, and until when it is open to a
    reader who broke the glass. None, and no question, for anybody else's."""
    restriction = queries.of(young_person)
    if restriction is None:
        return None
    names = [one.user.name for one in queries.named_for(restriction) if is_open(one, on=on)]
    mine = queries.mine(young_person, by=by, at=at)
    return {
        "restriction": restriction,
        "named": in_a_row(names),
        "closes_at": time(mine.closes_at) if mine else "",
        "may_open": by.role in restricting.SETTERS,
    }
