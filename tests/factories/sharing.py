"""Organisations, their workers, and what is shared with them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.test import Client

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.ground.base.ids import new_id
from connexions.registers.accounts.actors import actor_for
from connexions.registers.partners.models import Organisation, Partnership
from connexions.registers.people.categories import ALWAYS, Group, names
from connexions.registers.people.models import Leave, YoungPerson
from tests.factories.staff import make_staff, sign_in

_numbers = count(1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def make_organisation(*, partnership: Partnership, kind: str = "", name: str = "") -> Organisation:
    """An agency that works with a partnership."""
    return Organisation.objects.create(
        partnership=partnership, name=name or f"Organisation {next(_numbers)}", kind=kind
    )


def make_partner(organisation: Organisation, *, name: str = "") -> Actor:
    """The actor of a new worker of an organisation."""
    user, membership = make_staff(partnership=organisation.partnership, role=Role.PARTNER_WORKER, name=name)
    membership.organisation = organisation
    membership.save(update_fields=["organisation"])
    return actor_for(membership, user, from_where="127.0.0.1")


def partner_signed_in(organisation: Organisation) -> Client:
    """A client in which a new worker of an organisation is signed in."""
    user, membership = make_staff(partnership=organisation.partnership, role=Role.PARTNER_WORKER)
    membership.organisation = organisation
    membership.save(update_fields=["organisation"])
    return sign_in(Client(), user)


def make_leave(
    young_person: YoungPerson,
    groups: Iterable[Group] = (),
    *,
    organisation: Organisation | None = None,
    kind: str = "",
    from_at: datetime = LONG_AGO,
    until_at: datetime | None = None,
    under: UUID | None = None,
    **fields: Any,
) -> Leave:
    """Leave for an organisation, or for a kind of them; it holds for another year unless told otherwise."""
    with tenancy.acting(system("tests", partnership=young_person.partnership_id)):
        return Leave.objects.create(
            partnership_id=young_person.partnership_id,
            young_person=young_person,
            organisation=organisation,
            organisation_kind=kind,
            groups=names({*groups, *ALWAYS}),
            from_at=from_at,
            until_at=until_at or clock.now() + timedelta(days=365),
            under=under or new_id(),
            **{"purpose": "support", "ground": "consent", **fields},
        )
