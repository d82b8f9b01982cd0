"""Services that the partnership looks after itself: added, changed, checked, closed."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import check_version
from connexions.registers.directory import permissions
from connexions.registers.directory.actions._places import place
from connexions.registers.directory.actions._words import index
from connexions.registers.directory.models import (
    CostOption,
    Location,
    Phone,
    Provider,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceTopic,
    TaxonomyTerm,
)
from connexions.registers.directory.rules.opening import DAYS

Status = Service.Status
FIELDS = (
    "name",
    "description",
    "url",
    "email",
    "alert",
    "minimum_age",
    "maximum_age",
    "who_for",
    "how_to_use",
    "drop_in",
)


@dataclass(frozen=True)
class Typed:
    """What was typed about a service: its own fields by name, and the plain part of what hangs on it."""

    fields: dict[str, Any]
    provider: str
    topics: tuple[TaxonomyTerm, ...] = ()
    address: dict[str, str] = field(default_factory=dict)
    wheelchair: bool | None = None
    phone: str = ""
    free: bool = False
    days: tuple[int, ...] = ()
    opens: time | None = None
    closes: time | None = None


@transaction.atomic
def write(
    *, typed: Typed, by: Actor, at: datetime, service: Service | None = None, version: int = 0
) -> Service:
    """Add a service, or change one; whoever saves it has checked it."""
    permissions.check_may_keep(by)
    own: dict[str, Any] = {"partnership_id": by.partnership}
    stored = Service(**own)
    if service is not None:
        stored = Service.objects.select_for_update().get(pk=service.pk)
        permissions.check_may_change(stored, by)
        check_version(stored=stored, version=version, typed=typed.fields, labels={})
        stored.version += 1
    for name in FIELDS:
        setattr(stored, name, typed.fields[name])
    stored.provider, _ = Provider.objects.get_or_create(**own, feed=None, name=typed.provider)
    stored.assured_on, stored.assured_by_id, stored.modified_at = at.date(), by.id, at
    stored.save()
    _hang(stored, typed, own)
    index([stored.pk])
    _note("service.saved", stored, by)
    return stored


def _hang(service: Service, typed: Typed, own: dict[str, Any]) -> None:
    """The plain part: topics, one place, one number, one set of hours, and that it is free. Where there is more
    than the form can show, what is there stays."""
    ServiceTopic.objects.filter(service=service).exclude(term__in=typed.topics).delete()
    for term in typed.topics:
        ServiceTopic.objects.get_or_create(service=service, term=term, defaults=own)
    if typed.address and service.at.count() < 2:
        at = service.at.select_related("location").first()
        shared = at is not None and at.location.services.exclude(service=service).exists()
        location = at.location if at and not shared else Location(**own)
        if location.postcode != typed.address["postcode"]:
            location.latitude = location.longitude = location.easting = location.northing = None
        for name, value in typed.address.items():
            setattr(location, name, value)
        location.wheelchair = typed.wheelchair
        place(location).save()
        if at is None:
            ServiceAtLocation.objects.create(service=service, location=location, **own)
        elif shared:
            ServiceAtLocation.objects.filter(pk=at.pk).update(location=location)
    if service.phones.count() < 2:
        service.phones.all().delete()
        if typed.phone:
            Phone.objects.create(service=service, number=typed.phone, **own)
    CostOption.objects.filter(service=service, amount=0).delete()
    if typed.free:
        CostOption.objects.create(service=service, option="Everybody", amount=0, **own)
    if service.schedules.count() < 2:
        service.schedules.all().delete()
        if typed.days:
            byday = ",".join(DAYS[day] for day in typed.days)
            hours = {"freq": "WEEKLY", "byday": byday, "opens": typed.opens, "closes": typed.closes}
            Schedule.objects.create(service=service, **hours, **own)


@transaction.atomic
def assure(*, service: Service, on: date, by: Actor, at: datetime) -> Service:
    """Say that what stands there was checked and is right."""
    permissions.check_may_assure(service, by)  # first: another partnership's rows cannot even be locked
    stored = Service.objects.select_for_update().get(pk=service.pk)
    stored.assured_on, stored.assured_by_id, stored.modified_at = on, by.id, at
    stored.save(update_fields=["assured_on", "assured_by", "modified_at"])
    _note("service.assured", stored, by)
    return stored


@transaction.atomic
def set_status(*, service: Service, status: str, by: Actor, at: datetime) -> Service:
    """Close a service for now or for good, or open it again. It stays on record either way."""
    permissions.check_may_change(service, by)
    stored = Service.objects.select_for_update().get(pk=service.pk)
    stored.status, stored.modified_at = Status(status), at
    stored.version += 1
    stored.save(update_fields=["status", "modified_at", "version"])
    _note("service.opened" if stored.is_open else "service.closed", stored, by, status=status)
    return stored


def _note(event: str, service: Service, by: Actor, **details: Any) -> None:
    audit.record(event=f"directory.{event}", by=by, about=f"service:{service.pk}", details=details)
