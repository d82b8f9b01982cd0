"""Extracts taken into a partnership, for tests."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

from connexions.engines.ccis import Record
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.protection import tenanted_models
from connexions.practice.feeds.actions import deliveries
from connexions.practice.feeds.models import Delivery, Problem
from connexions.registers.people.models import Identifier, YoungPerson
from tests.engines.ccis.samples import as_xml, header
from tests.factories import make_actor, make_partnership

AT = datetime(2026, 2, 4, 9, 0, tzinfo=UTC)


def data_officer(*authorities: str) -> Actor:
    """The data officer of a new partnership, by default of the authorities of the sample extracts."""
    partnership = make_partnership(authorities=authorities or ("390", "391", "392"))
    return make_actor(partnership=partnership, role=Role.DATA_OFFICER)


def take(by: Actor, *records: Record, sent_on: date | None = None, dry_run: bool = False) -> dict[str, int]:
    """Import these records and answer the counts."""
    head = header(date_of_send=sent_on) if sent_on else header()
    return take_bytes(by, as_xml(records, head), dry_run=dry_run)


def take_bytes(by: Actor, data: bytes, *, dry_run: bool = False) -> dict[str, int]:
    """Import a file of these bytes."""
    result = deliveries.import_extract(
        stream=io.BytesIO(data), filename="extract.xml", at=AT, by=by, dry_run=dry_run
    )
    return result.counts


def person_of(by: Actor, number: str) -> YoungPerson:
    """The young person with this number of the source."""
    with tenancy.acting(by):
        return Identifier.objects.get(scheme="ccis", value=number).young_person


def rules_of(by: Actor) -> list[int]:
    """The problems of the latest delivery, by number of their rule."""
    with tenancy.acting(by):
        latest = Delivery.objects.order_by("-id")[0]
        return list(
            Problem.objects.filter(delivery=latest).order_by("record", "rule").values_list("rule", flat=True)
        )


def everything(by: Actor) -> dict[str, Any]:
    """Every row of the partnership, but for the deliveries themselves, the audit and what tests made."""
    with tenancy.acting(by):
        return {
            model._meta.label: list(model._default_manager.order_by("pk").values())
            for model in tenanted_models()
            if model._meta.app_label not in ("audit", "jobs") and model not in (Delivery, Problem)
        }
