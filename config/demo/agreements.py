"""Invented agreements: one in force, one overdue for review, one a draft, an organisation with none; and a dispute."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership
from connexions.registers.partners import terms as saying
from connexions.registers.partners.actions import disputes
from connexions.registers.partners.models import Agreement, AgreementEdition, Organisation, Signature

OTHERS = (
    ("Harbour Counselling", "Mental health", "overdue"),
    ("Fresh Start Drug and Alcohol Service", "Drugs and alcohol", "draft"),
    ("Ropewalk Youth Club", "Youth work", ""),
)
PURPOSE = "Young people of 16 to 24 get help without telling their story twice, and hear back in time."


def write_agreements(partnerships: Iterable[int], *, today: date) -> None:
    """For each demo partnership. The same every time; what is there already stays."""
    at = datetime.combine(today, time(10), ZoneInfo("Europe/London"))
    for partnership in partnerships:
        by = _manager(partnership)
        with tenancy.acting(by):
            if not Agreement.objects.filter(partnership_id=partnership).exists():  # the owner sees every one
                _write(partnership, at, by)


def _manager(partnership: int) -> Actor:
    """Who speaks for the partnership: its manager, where it has one."""
    held = Membership.objects.filter(
        partnership_id=partnership, role=Role.PARTNERSHIP_MANAGER, until_on=None
    ).select_related("user", "partnership")
    found = held.order_by("pk").first()
    return (
        actor_for(found, found.user, from_where="127.0.0.1")
        if found
        else system("demo", partnership=partnership)
    )


def _write(partnership: int, at: datetime, by: Actor) -> None:
    first = Organisation.objects.filter(partnership=partnership, closed_on=None).order_by("pk").first()
    if first is not None:
        _agree(first, at, "in force")
        made = disputes.raise_dispute(
            about_kind="decision", about_id=None, organisation=first, title="Who pays for a night’s bed at weekends",
            words="We were told on a Friday that the budget is used up. The agreement says nothing about it.",
            at=at - timedelta(days=9), by=by,
        )  # fmt: skip
        disputes.add(
            dispute=made, words="A manager has asked for last month’s figures.", shared=False,
            at=at - timedelta(days=8), by=by,
        )  # fmt: skip
    for name, kind, how in OTHERS:
        one, _ = Organisation.objects.get_or_create(
            partnership_id=partnership, name=name, defaults={"kind": kind}
        )
        if how:
            _agree(one, at, how)


def _agree(organisation: Organisation, at: datetime, how: str) -> None:
    here, on = {"partnership_id": organisation.partnership_id}, at.date()
    late, draft = how == "overdue", how == "draft"
    from_on = on - timedelta(days=400 if late else 200)
    terms = saying.standard()
    agreement = Agreement.objects.create(**here, organisation=organisation, begun_at=at - timedelta(days=420))
    edition = AgreementEdition.objects.create(
        **here, organisation=organisation, agreement=agreement, number=1, purpose=PURPOSE,
        state="draft" if draft else "signed", from_on=None if draft else from_on,
        review_on=None if draft else from_on + timedelta(days=365), drafted_at=at - timedelta(days=420),
        answer_within_days=terms.answer_within_days, start_within_days=terms.start_within_days,
        up_after_days=terms.up_after_days, adviser_may=terms.adviser_may, adviser_may_not=terms.adviser_may_not,
    )  # fmt: skip
    for model, rows in saying.rows(edition, terms):
        model.objects.bulk_create(rows)
    for side in () if draft else ("ours", "theirs"):
        Signature.objects.create(
            **here, edition=edition, side=side, name="Signed on paper", role="Manager", signed_on=from_on,
            how="paper", kept_where="Filing cabinet of the office", recorded_by_name="demo", recorded_at=at,
        )  # fmt: skip
