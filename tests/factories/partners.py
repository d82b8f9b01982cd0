"""Makers of organisations and of what was agreed with them."""

from datetime import UTC, date, datetime
from typing import Any

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import (
    Agreement,
    AgreementEdition,
    Duty,
    EscalationStep,
    Organisation,
    Partnership,
)
from tests.factories.staff import make_staff

AT = datetime(2026, 11, 3, 10, tzinfo=UTC)  # a Tuesday
ON = AT.date()
STEPS = [
    (3, "The adviser", "", "The worker", ""),
    (5, "Team manager", "team@here.example.org", "Service manager", "service@there.example.org"),
    (10, "Partnership manager", "head@here.example.org", "Head of service", "head@there.example.org"),
]


def make_organisation(
    partnership: Partnership, name: str = "Wearbank Housing Advice", **said: Any
) -> Organisation:
    """An organisation that works with a partnership."""
    return Organisation.objects.create(
        partnership=partnership, name=name, **{"kind": "Housing", "email": "desk@there.example.org", **said}
    )


def make_worker(organisation: Organisation, name: str = "Dev Marchbank") -> tuple[User, Actor]:
    """Somebody who works for an organisation and may sign in."""
    user, membership = make_staff(partnership=organisation.partnership, role=Role.PARTNER_WORKER, name=name)
    membership.organisation = organisation
    membership.save()
    return user, actor_for(membership, user, from_where="127.0.0.1")


def make_edition(organisation: Organisation, *, state: str = "signed", **said: Any) -> AgreementEdition:
    """An edition in force since January 2026, with three steps; another *state* as it is named."""
    here = organisation.partnership_id
    fields: dict[str, Any] = {
        "number": 1,
        "purpose": "A roof for the night and advice for longer.",
        "answer_within_days": 5,
        "start_within_days": 10,
        "up_after_days": 2,
        "from_on": date(2026, 1, 5),
        "review_on": date(2027, 1, 5),
        "drafted_at": AT,
        **said,
    }
    with tenancy.acting(system("tests", partnership=here)):
        agreement = fields.pop("agreement", None) or Agreement.objects.create(
            partnership_id=here, organisation=organisation, begun_at=AT
        )
        made = AgreementEdition.objects.create(
            partnership_id=here, organisation=organisation, agreement=agreement, state=state, **fields
        )
        Duty.objects.create(
            partnership_id=here,
            edition=made,
            place=1,
            side="both",
            does="Finds a bed for the night",
            for_whom="16 to 18",
        )
        EscalationStep.objects.bulk_create(
            EscalationStep(
                partnership_id=here, edition=made, number=number, within_days=days, ours=ours,
                ours_email=ours_email, theirs=theirs, theirs_email=theirs_email,
            )
            for number, (days, ours, ours_email, theirs, theirs_email) in enumerate(STEPS, start=1)
        )  # fmt: skip
    return made
