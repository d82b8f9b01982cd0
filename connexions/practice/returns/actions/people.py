"""With which of the partnership's authorities a young person is."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from connexions.ground.audit.actions import record as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.returns.permissions import check_may_move
from connexions.practice.returns.queries import scopes
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part


@transaction.atomic
def set_lead_authority(*, young_person_id: UUID, lead_authority: str, on: date, by: Actor) -> YoungPerson:
    """Say which authority leads. To another partnership's somebody moves; that is proposed and confirmed."""
    check_may_move(by)
    whom, seen = sight.find(young_person_id, by=by, part=Part.STATUS)
    seen.check_write(Part.STATUS)
    if lead_authority not in {one.code for one in scopes.open_authorities(by=by, on=on)}:
        raise NotPossible("Choose one of your own authorities: for another, say that they moved.")
    before, whom.lead_authority = whom.lead_authority, lead_authority
    whom.version += 1
    whom.save(update_fields=["lead_authority", "version"])
    details = {"from": before, "to": lead_authority}
    audit(event="returns.lead_authority.set", by=by, young_person_id=whom.pk, details=details)
    return whom
