"""Disputes: raised, answered, taken a step up, settled."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.registers.partners.actions._noting import note
from connexions.registers.partners.models import (
    AgreementEdition,
    DayOff,
    Dispute,
    DisputeStep,
    DisputeWord,
    Organisation,
)
from connexions.registers.partners.permissions import Permission, check_for, side_of
from connexions.registers.partners.queries import agreements
from connexions.registers.partners.reference import standard_agreement
from connexions.registers.partners.rules import working_days

What = DisputeWord.What


@transaction.atomic
def raise_dispute(
    *,
    about_kind: str,
    about_id: UUID | None,
    organisation: Organisation,
    title: str,
    words: str,
    by: Actor,
    at: datetime,
    shared: bool = True,
) -> Dispute:
    """Say that the two differ about something. It begins at the first step of what is agreed, or of the standard steps
    where nothing is.

    *title* is read by both sides and names nobody; so are *words* where they are *shared*: else they stay with us.
    Raises ``NotPossible`` without a title or words, or where the organisation is closed.
    """
    check_for(Permission.DISPUTE_ACT, organisation.pk, by=by)
    if not title.strip() or not words.strip():
        raise NotPossible("Say what the dispute is about, and what you think should happen.")
    if organisation.closed_on is not None:
        raise NotPossible(f"{organisation.name} is closed: there is nobody to settle this with.")
    on = timezone.localdate(at)
    edition = agreements.in_force(organisation=organisation, on=on, by=by)
    made = Dispute(
        partnership_id=by.partnership, organisation=organisation, edition=edition, about_kind=about_kind,
        about_id=about_id, title=title.strip(), raised_side=side_of(by), raised_by=by.id, raised_by_name=by.name,
        raised_at=at, up_after_days=edition.up_after_days if edition else standard_agreement()["up_after_days"],
    )  # fmt: skip
    made.save(force_insert=True)
    steps = _steps(made, edition)
    begin(steps[0], on=on)
    DisputeStep.objects.bulk_create(steps)
    say(made, What.RAISED, words, step=1, shared=shared, at=at, by=by)
    note("partners.dispute.raised", made, by, organisation=organisation.pk, kind=about_kind)
    return made


def begin(step: DisputeStep, *, on: date) -> None:
    """A step begins: it is due after so many working days."""
    off = DayOff.objects.between(on, working_days.furthest(on, step.within_days))
    step.begun_on, step.due_on = on, working_days.after(on, step.within_days, off=set(off))


def say(
    dispute: Dispute, what: str, text: str, *, step: int, shared: bool, at: datetime, by: Actor
) -> DisputeWord:
    """Keep what was said. What the organisation says is always said to us."""
    side = side_of(by)
    made = DisputeWord(
        partnership_id=dispute.partnership_id, dispute=dispute, step=step, what=what, side=side,
        text=text.strip(), shared=shared or side != "ours", said_by=by.id, said_by_name=by.name, said_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    return made


def _steps(dispute: Dispute, edition: AgreementEdition | None) -> list[DisputeStep]:
    """The steps as they are agreed today, to be kept with the dispute."""
    names = ("within_days", "ours", "ours_email", "theirs", "theirs_email")
    agreed = [{name: getattr(one, name) for name in names} for one in edition.steps.all()] if edition else []
    return [
        DisputeStep(partnership_id=dispute.partnership_id, dispute=dispute, number=number, **one)
        for number, one in enumerate(agreed or standard_agreement()["steps"], start=1)
    ]
