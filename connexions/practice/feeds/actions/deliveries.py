"""Deliveries: an extract received, checked without applying it, applied, or refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.db import connection, transaction

from connexions.engines.ccis import Extract, FileRefused, Header, read
from connexions.ground.audit.actions import record as audit
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.feeds import signals
from connexions.practice.feeds.importing.importer import Hashed, Importer, Watch
from connexions.practice.feeds.models import Delivery
from connexions.practice.feeds.permissions import check_may_import
from connexions.registers.partners.models import LocalAuthority


@dataclass(frozen=True)
class Result:
    """What an import came to."""

    delivery: Delivery | None
    header: Header
    counts: dict[str, Any]
    applied: bool
    problems: list[dict[str, Any]]


class _NotKept(Exception):
    """Ends a transaction whose writes are not wanted."""


def receive(*, filename: str, size: int, at: datetime, by: Actor) -> Delivery:
    """Enter a file that has arrived, before anything in it has been looked at."""
    check_may_import(by)
    return Delivery.objects.create(
        partnership_id=by.partnership,
        filename=_plain_name(filename),
        size=size,
        received_at=at,
        received_by=by.id,
        received_by_name=by.name,
    )


def hand_over(*, delivery: Delivery, job: UUID, by: Actor) -> None:
    """Note which job works on a delivery, so that its progress can be found again."""
    check_may_import(by)
    Delivery.objects.filter(pk=delivery.pk).update(job=job)


def import_extract(
    *,
    stream: BinaryIO,
    filename: str,
    at: datetime,
    by: Actor,
    delivery: UUID | None = None,
    dry_run: bool = False,
    keep_report: bool = True,
    watch: Watch | None = None,
    show: int = 0,
) -> Result:
    """Take an extract into the partnership of *by*: all of it in one transaction, or none.

    With *dry_run* everything is done, and undone; *keep_report* still keeps the delivery and its problems, so
    that they can be looked at before applying. *show* asks for so many of the problems in the result.
    Refuses a file that cannot be taken as a whole with `NotPossible`, and then changes nothing.
    """
    check_may_import(by)
    hashed = Hashed(stream)
    result: Result | None = None
    try:
        with (
            tenancy.acting(by),
            transaction.atomic(),
            tenancy.beneath(),
        ):  # it must know them, to begin no second
            result = _within(hashed, filename, at, by, delivery, dry_run, watch, show)
            if dry_run and not keep_report:
                raise _NotKept
    except FileRefused as refusal:
        raise NotPossible(refusal.sentence) from refusal
    except _NotKept:
        pass
    return cast("Result", result)


def refuse(
    *, sentence: str, filename: str, at: datetime, by: Actor, delivery: UUID | None = None
) -> Delivery:
    """Enter that a file was refused as a whole, and why."""
    check_may_import(by)
    with tenancy.acting(by):
        kept = _delivery(delivery, filename, at, by)
        kept.state, kept.refusal = Delivery.State.REFUSED, sentence
        kept.save(update_fields=["state", "refusal"])
        audit(event="feeds.delivery.refused", by=by, about=f"delivery:{kept.pk}", why=sentence[:500])
    return kept


def _within(
    hashed: Hashed,
    filename: str,
    at: datetime,
    by: Actor,
    delivery: UUID | None,
    dry_run: bool,
    watch: Watch | None,
    show: int,
) -> Result:
    extract = read(cast("BinaryIO", hashed))
    _check_covers(extract.header, by)
    kept = _delivery(delivery, filename, at, by)
    with connection.cursor() as cursor:
        importer = Importer(extract, partnership=by.partnership, cursor=cursor, watch=watch)
        importer.read()
        _apply(importer, kept.pk, dry_run=dry_run)
        importer.keep_problems(kept.pk)
        shown = importer.first_problems(show) if show else []
        importer.close()
    counts = importer.counts.as_json()
    _settle(kept, hashed, extract, counts, dry_run=dry_run)
    if importer.moved and not dry_run:
        signals.given_away.send(Delivery, moved=importer.moved, on=extract.header.period_end, by=by)
    event = "feeds.delivery.checked" if dry_run else "feeds.delivery.applied"
    audit(event=event, by=by, about=f"delivery:{kept.pk}", details={"filename": kept.filename, **counts})
    return Result(kept, extract.header, counts, not dry_run, shown)


def _apply(importer: Importer, delivery: UUID, *, dry_run: bool) -> None:
    try:
        with transaction.atomic():
            importer.apply(delivery)
            if dry_run:
                raise _NotKept
    except _NotKept:
        pass


def _settle(
    kept: Delivery, hashed: Hashed, extract: Extract, counts: dict[str, Any], *, dry_run: bool
) -> None:
    header = extract.header
    kept.state = Delivery.State.CHECKED if dry_run else Delivery.State.APPLIED
    kept.digest, kept.size, kept.counts = hashed.hexdigest(), hashed.size, counts
    kept.header = {
        "databases": header.database_ids,
        "authorities": header.source_leas,
        "date_of_send": header.date_of_send.isoformat(),
        "period_end": header.period_end.isoformat(),
        "supplier": header.supplier_name,
        "supplier_version": header.supplier_xml_version,
        "schema_version": header.xml_schema_version,
        "unknown": header.unknown,
        "strays": extract.strays,
    }
    kept.save(update_fields=["state", "digest", "size", "counts", "header"])


def _check_covers(header: Header, by: Actor) -> None:
    """Refuse an extract none of whose authorities belongs to the partnership."""
    ours = set(LocalAuthority.objects.filter(partnership=by.partnership).values_list("code", flat=True))
    if not ours & set(header.source_leas):
        named = ", ".join(header.source_leas)
        raise NotPossible(
            f"This extract is for authority {named}, which this partnership does not serve. Its own are "
            f"{', '.join(sorted(ours)) or 'not entered yet'}."
        )


def _delivery(delivery: UUID | None, filename: str, at: datetime, by: Actor) -> Delivery:
    if delivery is None:
        return receive(filename=filename, size=0, at=at, by=by)
    kept = Delivery.objects.select_for_update().get(pk=delivery)
    kept.problems.all().delete()
    return kept


def _plain_name(filename: str) -> str:
    """The name alone, without the folders of another machine."""
    return filename.replace("\\", "/").rpartition("/")[2][-200:] or "extract.xml"
