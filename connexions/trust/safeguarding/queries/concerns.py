"""Concerns, for those to whom they are open. The database asks the same beneath (``migrations/0002``)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, Q, QuerySet

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing
from connexions.trust.safeguarding import permissions
from connexions.trust.safeguarding.models import (
    Alert,
    Concern,
    Decision,
    Event,
    Reader,
    ToDo,
    ToldOf,
)
from connexions.trust.safeguarding.permissions import HIDDEN
from connexions.trust.safeguarding.queries import routing

MOST = 200


class Access(StrEnum):
    """How much of a concern is open to somebody."""

    NONE = "none"
    OWN = "own"  # what they said themselves, that it was taken on, and what was said to them
    WHOLE = "whole"


@dataclass(frozen=True)
class Keeping:
    """A concern with all that is kept of it."""

    concern: Concern
    readers: list[Reader]
    alerts: list[Alert]
    events: list[Event]
    decisions: list[Decision]
    told: list[ToldOf]
    to_do: list[ToDo]


def access(concern: Concern, *, by: Actor, on: date) -> Access:
    """What of a concern is open to *by*."""
    if by.id is None or by.partnership != concern.partnership_id or concern.about_colleague_id == by.id:
        return Access.WHOLE if by.role is Role.SYSTEM else Access.NONE
    hows = set(Reader.objects.filter(concern=concern, user_id=by.id).values_list("how", flat=True))
    trusted = by.role in permissions.READERS or by.role is Role.ADMINISTRATOR
    if trusted and (hows - {Reader.How.RAISED} or routing.is_lead(by=by, on=on)):
        return Access.WHOLE
    return Access.OWN if Reader.How.RAISED in hows else Access.NONE


def concern(concern_id: UUID, *, by: Actor, on: date) -> tuple[Concern, Access]:
    """One, and how much of it is open to *by*. Raises ``Missing`` where nothing is."""
    found = (
        Concern.objects.select_related(
            "young_person", "raised_by", "held_by", "team", "about_colleague", "partnership"
        )
        .filter(pk=concern_id, partnership_id=by.partnership)
        .first()
    )
    how = access(found, by=by, on=on) if found is not None else Access.NONE
    if found is None or how is Access.NONE:
        raise Missing(HIDDEN)
    return found, how


def whole(concern_id: UUID, *, by: Actor, on: date) -> Concern:
    """One that is open to *by* whole. Raises ``Missing``."""
    found, how = concern(concern_id, by=by, on=on)
    if how is not Access.WHOLE:
        raise Missing(HIDDEN)
    return found


def keeping(of: Concern, *, by: Actor, on: date) -> Keeping:
    """All that is kept of a concern; seven queries. Raises ``Missing`` where it is not open whole."""
    if access(of, by=by, on=on) is not Access.WHOLE:
        raise Missing(HIDDEN)
    return Keeping(
        of,
        list(Reader.objects.filter(concern=of).select_related("user").order_by("from_at", "id")),
        list(
            Alert.objects.filter(concern=of)
            .select_related("user", "text", "email")
            .order_by("level", "at", "id")
        ),
        list(Event.objects.filter(concern=of)),
        list(Decision.objects.filter(concern=of).select_related("by")),
        list(ToldOf.objects.filter(concern=of).select_related("by")),
        list(ToDo.objects.filter(concern=of).select_related("owner", "done_by")),
    )


def said_to_raiser(of: Concern, *, by: Actor) -> list[ToldOf]:
    """What was said to whoever raised it, which is all that they see of what followed."""
    return list(ToldOf.objects.filter(concern=of, to_raiser=True).select_related("by"))


def open_to(*, by: Actor, on: date) -> QuerySet[Concern]:
    """The concerns that are open whole to *by*."""
    found = Concern.objects.filter(partnership_id=by.partnership).exclude(about_colleague_id=by.id)
    if by.id is None or (by.role not in permissions.READERS and by.role is not Role.ADMINISTRATOR):
        return found.none()
    given = Reader.objects.filter(user_id=by.id).exclude(how=Reader.How.RAISED)
    lead = routing.leads(by=by, on=on).filter(user_id__in=by.stands_for)
    return found.filter(Q(pk__in=given.values("concern_id")) | Q(Exists(lead)))


def open_list(*, by: Actor, on: date, closed: bool = False) -> list[Concern]:
    """Those of them that go on, or that are closed, whatever has waited longest first."""
    going_on = Q(state=Concern.State.CLOSED)
    found = open_to(by=by, on=on).filter(going_on if closed else ~going_on)
    order = ("-closed_at", "id") if closed else ("raised_at", "id")
    return list(found.select_related("young_person", "held_by", "raised_by").order_by(*order)[:MOST])


def raised_by_me(*, by: Actor) -> list[Concern]:
    """What *by* raised themselves, the latest first."""
    if by.id is None:
        return []
    found = Concern.objects.filter(partnership_id=by.partnership, raised_by_id=by.id)
    return list(found.select_related("young_person", "held_by").order_by("-raised_at")[:50])


def waiting_for(*, by: Actor, on: date) -> list[Concern]:
    """What nobody has taken on and is open to *by*: the first thing that they are to see."""
    found = open_to(by=by, on=on).filter(state=Concern.State.WAITING)
    return list(found.select_related("young_person").order_by("take_on_by_at", "id")[:20])


def held_by_me(*, by: Actor, on: date) -> list[ToDo]:
    """What *by* is to do about concerns and has not done, as far as these are open to them."""
    found = ToDo.objects.filter(
        owner_id=by.id, done_at=None, concern__in=open_to(by=by, on=on).values("pk")
    ).select_related("concern")
    return list(found.order_by("due_on", "id")[:50])
