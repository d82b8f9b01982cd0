"""Judging what is kept by the rules of the return: everybody at night, one soon after they changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from connexions.engines.ccis import Fault, FileChecker, Header, RecordChecker, check
from connexions.engines.ccis.checking import BETWEEN_RECORDS
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.practice.returns.actions import numbers
from connexions.practice.returns.models import StandingFault
from connexions.practice.returns.permissions import check_may_tell
from connexions.practice.returns.queries import scopes
from connexions.practice.returns.queries.doubles import doubles
from connexions.practice.returns.queries.faults import JUDGE, waits_as
from connexions.practice.returns.telling import streaming
from connexions.practice.returns.telling.scope import Scope
from connexions.practice.returns.telling.streaming import Watch
from connexions.registers.people.models import Identifier

AT_ONCE = 1000
LAST = -10  # a load of records changes many at once: whatever else waits for a worker is done before


@dataclass
class Judged:
    """What a judging came to."""

    opened: int = 0
    closed: int = 0
    still_open: int = 0


@transaction.atomic
def judge_everybody(*, on: date, by: Actor, watch: Watch | None = None) -> Judged:
    """Judge every record as the return would be built today: open what is found, close what was mended.

    Twice is as good as once.
    """
    check_may_tell(by)
    _wait(by)
    scope = _scope(on, by)
    if scope is None:
        return Judged()
    with tenancy.beneath():  # everybody counts
        numbers.allot(by=by)
        standing = {(one.young_person_id, one.rule): one for one in _open(by)}
        header = _header(scope, by)
        book, checker, between = _Book(on, by), RecordChecker(header, scope.spec), FileChecker(scope.spec)
        alike = doubles(by=by)
        for one in streaming.told(scope, watch=watch):
            found = [
                *checker.faults(one.record),
                *(between.faults(one.record) if one.young_person in alike else ()),
                *one.faults_of_names(scope.spec),
            ]
            book.note(one.young_person, found, standing)
        return book.close(standing.values())


def ask(*, young_person_id: UUID, by: Actor) -> None:
    """Have one young person judged anew by a worker: once, however often it is asked before that begins, and never
    twice at a time."""
    check_may_tell(by)
    key = waits_as(young_person_id)
    job = app.configure_task(JUDGE, queue="jobs", queueing_lock=key, lock=key, priority=LAST)
    try:
        with transaction.atomic():
            job.defer(young_person_id=str(young_person_id), partnership=by.partnership)
    except AlreadyEnqueued:
        pass  # it has not begun, so it will find this change, too


@transaction.atomic
def judge(*, young_person_id: UUID, on: date, by: Actor) -> Judged:
    """Judge one young person anew, by all rules but those that need the others beside them."""
    check_may_tell(by)
    scope = _scope(on, by)
    if scope is None:
        return Judged()
    number = _number(young_person_id, by)
    rows = _open(by).filter(young_person_id=young_person_id).exclude(rule__in=BETWEEN_RECORDS)
    standing = {(young_person_id, one.rule): one for one in rows.select_for_update()}
    header = _header(scope, by)
    book = _Book(on, by)
    for one in streaming.told_of(scope, {young_person_id: number}):
        found = [*check(one.record, header, scope.spec), *one.faults_of_names(scope.spec)]
        book.note(one.young_person, found, standing)
    return book.close(standing.values())


class _Book:
    """Gathers what is found and writes it a thousand at a time."""

    def __init__(self, on: date, by: Actor) -> None:
        self._on, self._by = on, by
        self._new: list[StandingFault] = []
        self._judged = Judged()

    def note(
        self, whom: UUID, found: Iterable[Fault], standing: dict[tuple[UUID, int], StandingFault]
    ) -> None:
        """What is wrong with one young person; what stood before and still does is taken out of *standing*."""
        for fault in {one.number: one for one in found}.values():
            stood = standing.pop((whom, fault.number), None)
            self._judged.still_open += 1
            if stood is None:
                self._new.append(self._row(whom, fault))
            elif stood.words != fault.words[:600]:
                StandingFault.objects.filter(pk=stood.pk).update(words=fault.words[:600])
        if len(self._new) >= AT_ONCE:
            self._write()

    def close(self, mended: Iterable[StandingFault]) -> Judged:
        """Write the rest, and close what was not found any more."""
        self._write()
        gone = [one.pk for one in mended]
        for first in range(0, len(gone), AT_ONCE):
            some = gone[first : first + AT_ONCE]
            StandingFault.objects.filter(pk__in=some).update(closed_on=self._on)
        self._judged.closed = len(gone)
        return self._judged

    def _write(self) -> None:
        self._judged.opened += len(self._new)
        StandingFault.objects.bulk_create(self._new, ignore_conflicts=True)
        self._new.clear()

    def _row(self, whom: UUID, fault: Fault) -> StandingFault:
        return StandingFault(
            partnership_id=self._by.partnership,
            young_person_id=whom,
            rule=fault.number,
            priority=fault.priority,
            field=fault.field,
            words=fault.words[:600],
            fix=fault.fix[:400],
            opened_on=self._on,
        )


def _open(by: Actor) -> QuerySet[StandingFault]:
    return StandingFault.objects.filter(partnership_id=by.partnership, closed_on=None)


def _wait(by: Actor) -> None:
    """Two judgings of one partnership would open the same fault twice: the second waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('returns.judging'), %s)", [by.partnership])


def _scope(on: date, by: Actor) -> Scope | None:
    codes = [one.code for one in scopes.open_authorities(by=by, on=on)]
    known = scopes.known_codes(on)
    codes = [code for code in codes if code in known]
    return scopes.scope(period_end=on, authorities=codes, by=by) if codes else None


def _header(scope: Scope, by: Actor) -> Header:
    return streaming.header(scope, sent_on=scope.period_end, database_ids=scopes.database_ids(by=by))


def _number(young_person_id: UUID, by: Actor) -> str:
    """Their number; one is given where there is none yet."""
    mine = Identifier.objects.filter(young_person_id=young_person_id, scheme=Identifier.Scheme.CCIS)
    found = mine.order_by("-id").values_list("value", flat=True).first()
    if found is None:
        numbers.allot(by=by)
        found = mine.order_by("-id").values_list("value", flat=True).first()
    return found or ""
