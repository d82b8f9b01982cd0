"""Centres as services: where the diary says when a centre is open, the directory says the same."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.registers.directory.actions._places import place
from connexions.registers.directory.actions._words import index
from connexions.registers.directory.models import (
    Closure,
    CostOption,
    Location,
    Provider,
    Schedule,
    Service,
    ServiceAtLocation,
)
from connexions.registers.directory.rules.opening import DAYS
from connexions.registers.partners.models import Centre

Times = Mapping[int, tuple[time, time] | None]


@transaction.atomic
def keep(*, centre: Centre, times: Times, by: Actor, at: datetime) -> Service:
    """Bring a centre's service in line with its opening times, by weekday. Whoever may set those may do this:
    it is called in the transaction that sets them, and nowhere else are they written."""
    own: dict[str, Any] = {"partnership_id": by.partnership}
    service = Service.objects.filter(**own, centre=centre).first() or _made(centre, own, by, at)
    Schedule.objects.filter(**own, service=service).delete()
    Schedule.objects.bulk_create(
        Schedule(**own, service=service, freq="WEEKLY", byday=DAYS[day], opens=span[0], closes=span[1])
        for day, span in sorted(times.items())
        if span is not None
    )
    service.assured_on, service.assured_by_id, service.modified_at = at.date(), by.id, at
    service.save(update_fields=["assured_on", "assured_by", "modified_at"])
    index([service.pk])
    return service


@transaction.atomic
def shut(*, centre: Centre, on: date, why: str, by: Actor) -> None:
    """Say that a centre stays shut on a day."""
    service = Service.objects.filter(partnership_id=by.partnership, centre=centre).first()
    if service is not None:
        Closure.objects.update_or_create(
            partnership_id=by.partnership, service=service, on=on, defaults={"why": why}
        )


@transaction.atomic
def reopen(*, centre: Centre, on: date, by: Actor) -> None:
    """Take it back."""
    Closure.objects.filter(partnership_id=by.partnership, service__centre=centre, on=on).delete()


def _made(centre: Centre, own: dict[str, Any], by: Actor, at: datetime) -> Service:
    name = f"Connexions {centre.partnership.name}"
    provider, _ = Provider.objects.get_or_create(**own, feed=None, name=name)
    service = Service.objects.create(
        **own,
        provider=provider,
        name=centre.name,
        description="Advice and somebody to talk to, about anything. Walk in while we are open.",
        minimum_age=13,
        maximum_age=19,
        drop_in=True,
        centre=centre,
        modified_at=at,
    )
    where = place(Location(**own, name=centre.name, address_1=centre.address, postcode=centre.postcode))
    where.save()
    ServiceAtLocation.objects.create(**own, service=service, location=where)
    CostOption.objects.create(**own, service=service, option="Everybody", amount=0)
    return service
