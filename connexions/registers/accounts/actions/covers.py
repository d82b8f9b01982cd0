"""Standing in for a colleague who is away."""

from datetime import date

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.ground.design import words
from connexions.registers.accounts import rules
from connexions.registers.accounts.models import Cover, Membership, User


@transaction.atomic
def arrange(
    *,
    adviser: Membership,
    covered_by: Membership,
    from_on: date,
    until_on: date,
    on: date,
    by: Actor,
    reason: str = "",
) -> Cover:
    """Let a colleague stand in from a day until the day the adviser is back.

    Raises ``NotAllowed`` where *by* may not arrange it, ``NotPossible`` where the days or the colleague do not
    fit.
    """
    _check_may(adviser, by)
    _check_possible(adviser, covered_by, from_on, until_on, on)
    list(User.objects.select_for_update().filter(pk__in=[adviser.user_id, covered_by.user_id]).order_by("pk"))
    _check_free(adviser, covered_by, from_on, until_on)
    made = Cover.objects.create(
        partnership_id=by.partnership,
        adviser=adviser.user,
        covered_by=covered_by.user,
        from_on=from_on,
        until_on=until_on,
        reason=reason,
        set_by_id=by.id,
    )
    _note("accounts.cover.arranged", made, by)
    return made


@transaction.atomic
def end(*, cover: Cover, on: date, by: Actor) -> Cover:
    """They are back, or do not go. Raises ``NotAllowed``, or ``NotPossible`` where it is over already."""
    stored = Cover.objects.select_for_update(of=("self",)).select_related("adviser").get(pk=cover.pk)
    if stored.partnership_id != by.partnership:
        raise NotAllowed("That colleague is not at your partnership.")
    held = Membership.objects.filter(
        user=stored.adviser_id, partnership=by.partnership, role__in=rules.TEAM_ROLES
    )
    membership = held.order_by("-from_on").select_related("user").first()
    if stored.covered_by_id == by.id or membership is None:
        raise NotAllowed("Whoever is away, or a manager, ends it: otherwise nobody might be there.")
    _check_may(membership, by)
    if stored.until_on <= on:
        raise NotPossible("This cover is over already.")
    stored.until_on = max(stored.from_on, on)
    stored.save(update_fields=["until_on"])
    _note("accounts.cover.ended", stored, by)
    return stored


def may_arrange(adviser: Membership, *, by: Actor) -> bool:
    """Whether *by* arranges cover for them: themselves, their team's manager, or who arranges all."""
    if adviser.partnership_id != by.partnership:
        return False
    if by.role in rules.ARRANGE_ALL_COVER or by.role is Role.SYSTEM or adviser.user_id == by.id:
        return True
    return by.role is Role.TEAM_MANAGER and by.team is not None and adviser.team_id == by.team


def _check_may(adviser: Membership, by: Actor) -> None:
    if not may_arrange(adviser, by=by):
        raise NotAllowed(f"Only {adviser.user.name} and their managers may arrange cover for them.")


def _check_possible(
    adviser: Membership, covered_by: Membership, from_on: date, until_on: date, on: date
) -> None:
    if covered_by.partnership_id != adviser.partnership_id or covered_by.role not in rules.TEAM_ROLES:
        raise NotPossible(f"{covered_by.user.name} is not an adviser here.")
    if covered_by.user_id == adviser.user_id:
        raise NotPossible("Nobody covers for themselves: choose a colleague.")
    if from_on < on:
        raise NotPossible("The first day away is past: choose today or a later day.")
    if until_on <= from_on:
        raise NotPossible("The day they are back must be after the first day away.")
    leaves = covered_by.until_on
    if not covered_by.user.is_active or (leaves and leaves < until_on):
        raise NotPossible(f"{covered_by.user.name} does not work here until then: choose somebody else.")


def _check_free(adviser: Membership, covered_by: Membership, from_on: date, until_on: date) -> None:
    """Nobody is covered twice at a time, nor stands in while they are away themselves."""
    then = Cover.objects.filter(
        partnership=adviser.partnership_id, from_on__lt=until_on, until_on__gt=from_on
    ).select_related("adviser", "covered_by")
    for other in then.filter(adviser=adviser.user_id):
        raise NotPossible(f"{other.covered_by.name} covers for {adviser.user.name} {_days(other)} already.")
    for other in then.filter(adviser=covered_by.user_id):
        raise NotPossible(f"{covered_by.user.name} is away {_days(other)}: choose somebody else.")
    for other in then.filter(covered_by=adviser.user_id):
        raise NotPossible(
            f"{adviser.user.name} covers for {other.adviser.name} {_days(other)}: arrange that first."
        )


def _days(cover: Cover) -> str:
    return f"from {words.short_day(cover.from_on)} to {words.short_day(rules.last_day(cover.until_on))}"


def _note(event: str, cover: Cover, by: Actor) -> None:
    told = {"by": str(cover.covered_by_id), "from": str(cover.from_on), "until": str(cover.until_on)}
    audit.record(event=event, by=by, about=f"user:{cover.adviser_id}", details=told)
