"""Days that come and pass: reminders, steps of the escalation, leave that has run out. Nothing is said twice."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor, Role
from connexions.practice.referrals.actions import _telling, sending
from connexions.practice.referrals.models import Nudge, Referral
from connexions.practice.referrals.queries.times import Times, Up, times
from connexions.practice.referrals.rules import moves
from connexions.practice.referrals.rules.moves import Side
from connexions.practice.referrals.rules.times import Nudge as Due
from connexions.practice.referrals.rules.times import nudges
from connexions.registers.accounts.models import Membership

SOON = {
    Side.THEIRS: "A referral waits for you: your answer is due soon.",
    Side.OURS: "A service waits for our answer on a referral: it is due soon.",
}
DUE = {
    Side.THEIRS: "A referral waits for you: your answer is due today.",
    Side.OURS: "A service waits for our answer on a referral: it is due today.",
}
ENDED = "The consent to share this has ended."
FURTHEST_SOON = timedelta(days=14)
NO_WAY = "nobody: there is no way to tell them"


def nudge(*, on: date, at: datetime, by: Actor) -> int:
    """Say what should have been said by this day about every referral that is due, and was not; how many things."""
    due = Referral.objects.open().filter(partnership_id=by.partnership, due_on__lte=on + FURTHEST_SOON)
    known: dict[int, Times] = {}
    said = 0
    for referral in due.select_related("organisation", "made_by", "young_person").order_by("due_on", "id"):
        key = referral.organisation_id
        if key not in known:
            known[key] = times(organisation=referral.organisation, on=on, by=by)
        said += _about(referral, known[key], on=on, at=at, by=by)
    return said


def halt_without_leave(*, at: datetime, by: Actor) -> int:
    """Stop every referral for which a consent has run out since; how many."""
    here = Referral.objects.with_service().filter(partnership_id=by.partnership)
    return sum(
        _halt(one, at, by) for one in here.select_related("young_person", "organisation").order_by("id")
    )


def _halt(referral: Referral, at: datetime, by: Actor) -> bool:
    """Stop it, unless there is leave, or another did while we looked."""
    if not sending.leave_for(referral, at=at, by=by).missing:
        return False
    if not Referral.objects.with_service().select_for_update(of=("self",)).filter(pk=referral.pk).exists():
        return False
    sending.halt(referral=referral, why=ENDED, at=at, by=by)
    return True


def _about(referral: Referral, held: Times, *, on: date, at: datetime, by: Actor) -> int:
    side = moves.waits_for(referral.state)
    if referral.due_on is None or side is None:
        return 0
    steps = held.up(referral.due_on)
    due = nudges(
        due_on=referral.due_on, on=on, up_on=[one.on for one in steps], soon_days=held.rules.soon_days
    )
    done = set(Nudge.objects.filter(referral=referral, due_on=referral.due_on).values_list("kind", "step"))
    return sum(
        _say(referral, side, one, steps, at=at, by=by) for one in due if (one.kind, one.step) not in done
    )


def _say(referral: Referral, side: Side, one: Due, steps: list[Up], *, at: datetime, by: Actor) -> bool:
    """Say it, once: of two that do the same at once, one finds it said, and what it wrote is not sent."""
    assert referral.due_on is not None  # else nothing would be due
    try:
        with transaction.atomic():
            kept = Nudge(
                partnership_id=referral.partnership_id,
                referral=referral,
                kind=one.kind,
                step=one.step,
                due_on=referral.due_on,
                told=_told(referral, side, one, steps, at=at, by=by)[:200],
                at=at,
            )
            kept.save(force_insert=True)
    except IntegrityError:
        return False
    audit.record(
        event=f"referrals.referral.{'escalated' if one.kind == 'late' else 'reminded'}",
        by=by,
        young_person_id=referral.young_person_id,
        about=f"referral:{referral.pk}",
        details={"kind": one.kind, "step": one.step, "told": kept.told},
    )
    return True


def _told(referral: Referral, side: Side, one: Due, steps: list[Up], *, at: datetime, by: Actor) -> str:
    if one.kind == "late":
        return _send_up(referral, one.step, steps[one.step - 1], by=by)
    said = (SOON if one.kind == "soon" else DUE)[side]
    if side is Side.THEIRS:
        return _telling.tell_service(referral, said, at=at, by=by) or NO_WAY
    return _telling.tell_makers(referral, said, by=by) or NO_WAY


def _send_up(referral: Referral, number: int, step: Up, *, by: Actor) -> str:
    """It is late: those who settle it, and whoever answers for the adviser, learn of it."""
    told = sorted({*step.addresses, *_managers(referral, by=by)})
    for address in told:
        _telling.write_to(address, f"A referral is late: it goes to {step.to_whom}.", referral, by=by)
    return f"Step {number}, {step.to_whom}: {len(told)} told"


def _managers(referral: Referral, *, by: Actor) -> list[str]:
    """Who answers for the adviser: the managers of their team, else of the partnership."""
    team = referral.young_person.team_id
    here = Membership.objects.filter(
        partnership_id=by.partnership, until_on=None, user__is_active=True, user__email__isnull=False
    )
    near = here.filter(role=Role.TEAM_MANAGER, team_id=team) if team else here.none()
    return _addresses(near) or _addresses(here.filter(role=Role.PARTNERSHIP_MANAGER))


def _addresses(found: QuerySet[Membership]) -> list[str]:
    return [one for one in found.order_by("user__email").values_list("user__email", flat=True) if one]
