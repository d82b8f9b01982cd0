"""Returns: build a month, freeze it as it was sent, build it again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.db import connection, transaction

from connexions.engines.ccis import write
from connexions.ground.audit.actions import record as audit
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.ground.design.words import day, month
from connexions.practice.returns.actions import numbers
from connexions.practice.returns.actions._keeping import Keeper, Sink
from connexions.practice.returns.models import Return
from connexions.practice.returns.permissions import check_may_tell
from connexions.practice.returns.queries import scopes
from connexions.practice.returns.queries.doubles import doubles
from connexions.practice.returns.telling import streaming
from connexions.practice.returns.telling.streaming import Watch

# What age and plan say by themselves is written on the record once the department has been told it; a reason that
# somebody gave stands there already.
TOLD_SO = """
UPDATE people_youngperson y SET cohort_status = t.status FROM returns_told t
WHERE t.of_id = %s AND y.id = t.young_person_id AND t.status IN ('A', 'L', 'P') AND y.cohort_status <> t.status
    AND y.cohort_status NOT IN ('T', 'E', 'M', 'D')
"""


@dataclass(frozen=True)
class Built:
    """What was built: how many records, which bytes; and the return that was kept, if it was."""

    records: int
    size: int
    digest: str
    counts: dict[str, Any]
    kept: Return | None


def build(
    *,
    period_end: date,
    authorities: Collection[str],
    sent_on: date,
    at: datetime,
    by: Actor,
    stream: BinaryIO | None = None,
    keep: bool = True,
    watch: Watch | None = None,
) -> Built:
    """Build a month's return: into *stream*, and with *keep* into the database, in place of one not frozen.

    The same data and the same *sent_on* give the same bytes. Raises ``NotPossible``.
    """
    with tenancy.acting(by), transaction.atomic(), tenancy.beneath():  # everybody counts
        scope = scopes.scope(period_end=period_end, authorities=authorities, by=by)
        numbers.allot(by=by)
        kept = _begun(scope, sent_on, at, by) if keep else None
        head = streaming.header(scope, sent_on=sent_on, database_ids=scopes.database_ids(by=by))
        sink, keeper = Sink(stream, kept), Keeper(scope, head, kept, doubles(by=by) if keep else ())
        records = keeper.passing(streaming.told(scope, watch=watch))
        count = write(cast("BinaryIO", sink), head, records)
        built = Built(count, sink.size, sink.close(), keeper.counts.as_json(), kept)
        if kept is not None:
            kept.records, kept.size, kept.digest, kept.counts = count, built.size, built.digest, built.counts
            kept.save(update_fields=["records", "size", "digest", "counts"])
        details = {"month": f"{period_end:%Y-%m}", "authorities": list(scope.authorities), "records": count}
        audit(event="returns.return.built", by=by, about=f"return:{kept.pk}" if kept else "", details=details)
    return built


@transaction.atomic
def freeze(*, return_id: UUID, on: date, at: datetime, by: Actor, why: str = "") -> Return:
    """Keep a return for good as what was sent: from now on its leavers have been told. Raises ``NotPossible``."""
    check_may_tell(by)
    found = Return.objects.select_for_update().filter(pk=return_id).first()
    if found is None:
        raise Missing("There is no such return at your partnership.")
    if found.is_frozen:
        raise NotPossible("This return has been frozen already. To send it again, build the month again.")
    if on <= found.period_end:
        raise NotPossible(
            f"{month(found.period_end)} is not over yet: freeze it after {day(found.period_end)}."
        )
    same = Return.objects.filter(
        partnership_id=by.partnership, period_end=found.period_end, authorities=found.authorities
    ).exclude(frozen_at=None)
    versions = same.count()
    if versions and not why.strip():
        raise NotPossible("This month was sent before: say why it is sent again.")
    found.version, found.why = versions + 1, why.strip()
    found.frozen_at, found.frozen_by, found.frozen_by_name = at, by.id, by.name
    with tenancy.beneath():
        _write_on_records(found)
    found.save(update_fields=["version", "why", "frozen_at", "frozen_by", "frozen_by_name"])
    details = {"month": f"{found.period_end:%Y-%m}", "version": found.version, "digest": found.digest}
    audit(event="returns.return.frozen", by=by, about=f"return:{found.pk}", why=found.why, details=details)
    return found


@transaction.atomic
def discard(*, return_id: UUID, by: Actor) -> None:
    """Throw away a return that was built and never sent. Raises ``NotPossible``."""
    check_may_tell(by)
    found = Return.objects.select_for_update().filter(pk=return_id).first()
    if found is None:
        raise Missing("There is no such return at your partnership.")
    if found.is_frozen:
        raise NotPossible("What was sent is kept for good.")
    audit(event="returns.return.discarded", by=by, about=f"return:{found.pk}")
    found.delete()


def _begun(scope: Any, sent_on: date, at: datetime, by: Actor) -> Return:
    """The row of the return being made; what was built before for the same month gives way."""
    whose = {
        "partnership_id": by.partnership,
        "period_end": scope.period_end,
        "authorities": list(scope.authorities),
    }
    Return.objects.filter(**whose, frozen_at=None).delete()
    return Return.objects.create(**whose, sent_on=sent_on, built_at=at, built_by=by.id, built_by_name=by.name)


def _write_on_records(frozen: Return) -> None:
    """Only the latest month says how somebody stands now."""
    later = Return.objects.filter(partnership_id=frozen.partnership_id, period_end__gt=frozen.period_end)
    if later.exclude(frozen_at=None).exists():
        return
    with connection.cursor() as cursor:
        cursor.execute(TOLD_SO, [frozen.pk])
