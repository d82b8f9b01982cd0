"""Reading the record of who looked and who acted."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed

PAGE = 50
OVERSEERS = frozenset({Role.ADMINISTRATOR, Role.PARTNERSHIP_MANAGER, Role.INSPECTOR})


class Kind(StrEnum):
    """What sort of entry."""

    LOOKS = "looks"
    ACTS = "acts"
    REFUSALS = "refusals"


KINDS = {Kind.LOOKS: "Looks", Kind.ACTS: "What was done", Kind.REFUSALS: "Refusals"}
NARROWED = {
    Kind.LOOKS: Q(event__endswith=".read"),
    Kind.ACTS: ~Q(event__endswith=".read") & ~Q(event__endswith=".refused"),
    Kind.REFUSALS: Q(event__endswith=".refused"),
}


@dataclass(frozen=True)
class Page:
    """Some entries, newest first, and the number from which earlier ones go on."""

    entries: list[AuditEntry]
    earlier: int | None


@dataclass(frozen=True)
class Wanted:
    """What is asked of the whole record: by whom, of which sort, on which day."""

    actor: UUID | None = None
    kind: Kind | None = None
    on: date | None = None


def looks_at(
    young_person_id: UUID, *, by: Actor, kind: Kind | None = None, before: int | None = None
) -> Page:
    """Who looked at a record and who acted upon it. ``people.sight`` was asked before."""
    return _page(_of(by).filter(young_person_id=young_person_id), kind, before)


def entries(wanted: Wanted, *, by: Actor, before: int | None = None) -> Page:
    """The partnership's entries as *wanted*. Raises ``NotAllowed``."""
    _check(by)
    found = _of(by)
    if wanted.actor:
        found = found.filter(actor=wanted.actor)
    if wanted.on:
        begins = timezone.make_aware(datetime.combine(wanted.on, time()))
        found = found.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
    return _page(found, wanted.kind, before)


def actors(*, by: Actor) -> list[tuple[UUID, str]]:
    """Everybody who is in the partnership's record, by name. Raises ``NotAllowed``."""
    _check(by)
    with connection.cursor() as cursor:
        cursor.execute(ACTORS, {"partnership": by.partnership})
        return [(actor, name) for actor, name in cursor.fetchall()]


# From one actor's newest entry straight to the next actor's: as many steps in the index as there are actors.
ACTORS = """
WITH RECURSIVE met AS (
  (SELECT actor, actor_name FROM audit_auditentry
   WHERE partnership_id = %(partnership)s AND actor IS NOT NULL ORDER BY actor, id DESC LIMIT 1)
  UNION ALL
  SELECT following.actor, following.actor_name FROM met CROSS JOIN LATERAL
    (SELECT actor, actor_name FROM audit_auditentry
     WHERE partnership_id = %(partnership)s AND actor > met.actor ORDER BY actor, id DESC LIMIT 1) following
)
SELECT actor, actor_name FROM met ORDER BY actor_name
"""


def mark(text: str) -> int | None:
    """From which number a list goes on, as an address says it; somebody may have written that by hand."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _check(by: Actor) -> None:
    if by.role not in OVERSEERS:
        raise NotAllowed("The record of who looked is open to managers, inspectors and administrators.")


def _of(by: Actor) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(partnership_id=by.partnership)


def _page(found: QuerySet[AuditEntry], kind: Kind | None, before: int | None) -> Page:
    if kind:
        found = found.filter(NARROWED[kind])
    if before:
        found = found.filter(id__lt=before)
    rows = list(found.order_by("-id")[: PAGE + 1])
    shown = rows[:PAGE]
    return Page(shown, shown[-1].pk if len(rows) > PAGE else None)
