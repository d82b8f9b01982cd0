"""What may be told to an organisation, as things stand."""

from collections.abc import Iterable
from datetime import datetime

from connexions.ground.base.acting import Actor
from connexions.registers.partners.models import Organisation
from connexions.registers.people import sight
from connexions.registers.people.categories import Group, known
from connexions.registers.people.models import Leave, YoungPerson
from connexions.registers.people.models.leave import holding
from connexions.registers.people.sight import Part
from connexions.trust.sharing import rules
from connexions.trust.sharing.rules import Asker, Coverage, Permission


def coverage(
    *,
    young_person: YoungPerson,
    organisation: Organisation,
    groups: Iterable[Group],
    purpose: str,
    at: datetime,
    by: Actor,
) -> Coverage:
    """What of these groups may be told to an organisation for a purpose at a moment, what not, and under which
    consents and disclosures. Raises ``NotAllowed`` where *by* may not even know the young person."""
    sight.sight_of(young_person, by=by).check(Part.HEADLINE)
    leaves = Leave.objects.filter(holding(organisation.pk, at), young_person=young_person)
    return rules.coverage(
        groups,
        [permission(one) for one in leaves.order_by("from_at", "id")],
        asker=Asker(organisation.pk, organisation.kind),
        purpose=purpose,
        at=at,
    )


def permission(leave: Leave) -> Permission:
    """A leave as the rule reads it."""
    return Permission(
        groups=known(leave.groups),
        purpose=leave.purpose,
        from_at=leave.from_at,
        until_at=leave.until_at,
        organisation=leave.organisation_id,
        kind=leave.organisation_kind,
        any_purpose=leave.ground == Leave.Ground.GATEWAY,
        key=leave.under,
    )
