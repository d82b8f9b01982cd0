"""A round of home visits: whom, in which order, how far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from connexions.ground.base.acting import Actor
from connexions.practice.tracing.queries.known import known_of
from connexions.practice.tracing.queries.queues import Asked, in_queue, sorted_by
from connexions.practice.tracing.queries.sendings import homes_of
from connexions.practice.tracing.rules import rounds
from connexions.practice.tracing.rules.next_contact import Known, Way, next_contact
from connexions.registers.partners.models import Centre
from connexions.registers.partners.places import Found, place_of
from connexions.registers.people.models import Residence, YoungPerson

LOOKED_AT = 200  # of a queue, those least lately tried
MOST = 15


@dataclass(frozen=True)
class Stop:
    """One door: whose, where, how far from the one before, and what is not known about that."""

    young_person: YoungPerson
    home: Residence
    known: Known
    metres: float | None = None
    roughly: bool = False


@dataclass(frozen=True)
class Round:
    """The stops in order, those whose place is not known, and the whole way there and back in metres."""

    stops: list[Stop]
    unplaced: list[Stop]
    metres: float = 0.0


def centres(*, by: Actor) -> QuerySet[Centre]:
    """Where a round may start."""
    return Centre.objects.filter(partnership_id=by.partnership).order_by("name")


def round_of(key: str, asked: Asked, *, start: Centre | None, everybody: bool, at: datetime) -> Round:
    """The round of a queue: those to be visited next, or everybody with an address, nearest the start first."""
    some = list(sorted_by(in_queue(key, asked), "tried")[:LOOKED_AT])
    known = known_of(some, by=asked.by, at=at)
    homes = homes_of(known)
    rules = asked.rules
    wanted = [
        Stop(one, homes[one.pk], known[one.pk])
        for one in some
        if one.pk in homes and (everybody or _to_visit(known[one.pk], rules.visit_after, rules.stop_after))
    ]
    return _ordered(wanted, _start(start))


def _to_visit(known: Known, visit_after: int, stop_after: int) -> bool:
    return next_contact(known, visit_after=visit_after, stop_after=stop_after).way is Way.VISIT


def _start(centre: Centre | None) -> Found | None:
    return place_of(centre.postcode) if centre and centre.postcode else None


def _ordered(wanted: Sequence[Stop], start: Found | None) -> Round:
    placed = [(one, found) for one in wanted if (found := place_of(one.home.postcode))]
    unplaced = [one for one in wanted if not place_of(one.home.postcode)][:MOST]
    if not placed:
        return Round([], unplaced)
    begin = start.place if start else placed[0][1].place
    placed.sort(key=lambda one: (rounds.distance(begin, one[1].place), str(one[0].young_person.pk)))
    chosen = placed[:MOST]
    places = [found.place for _, found in chosen]
    way = rounds.order(begin, places)
    metres = rounds.legs(begin, places, way)
    stops = [
        Stop(chosen[n][0].young_person, chosen[n][0].home, chosen[n][0].known, leg, not chosen[n][1].exact)
        for n, leg in zip(way, metres, strict=True)
    ]
    return Round(stops, unplaced, rounds.length(begin, places, way))
