"""Warm hand-overs: named by one side, confirmed by the other, and whether they took place."""

from datetime import datetime

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.words import moment
from connexions.practice.referrals import permissions
from connexions.practice.referrals.actions import _telling
from connexions.practice.referrals.actions._moving import locked
from connexions.practice.referrals.actions._noting import note
from connexions.practice.referrals.models import HandOver, Referral
from connexions.practice.referrals.rules import moves
from connexions.practice.referrals.rules.moves import Side

State = HandOver.State
TO_COME = (State.NAMED, State.CONFIRMED)


@transaction.atomic
def name(
    *, referral: Referral, kind: str, when: datetime, where: str, who: str, at: datetime, by: Actor
) -> HandOver:
    """Name the meeting or call at which they are handed over; the other side is asked to confirm it. One that was
    named before is called off."""
    stored = locked(referral)
    side = permissions.check_may_move(stored, by=by)
    if stored.state not in moves.WITH_SERVICE:
        raise NotPossible(
            moves.REFERRAL.refusals.get((stored.state, "start"), "The service does not have this.")
        )
    if when <= at:
        raise NotPossible("Name a time that is still to come.")
    before = HandOver.objects.filter(referral=stored, state__in=TO_COME)
    before.update(state=State.CANCELLED, settled_at=at, settled_by=by.name)
    named = HandOver(
        partnership_id=stored.partnership_id,
        young_person_id=stored.young_person_id,
        referral=stored,
        kind=kind,
        at=when,
        where=where.strip(),
        who=who.strip(),
        side=side,
        named_by=by.name,
    )
    named.save(force_insert=True)
    note("referrals.hand_over.named", named, by)
    _tell_the_other(
        stored, side, "A time to meet about a referral is named: please confirm it.", at=at, by=by
    )
    return named


@transaction.atomic
def confirm(*, hand_over: HandOver, at: datetime, by: Actor) -> HandOver:
    """The other side will be there; the young person is told when and where. Raises ``NotPossible`` for one's own."""
    stored, referral, side = _opened(hand_over, by)
    if stored.state != State.NAMED:
        raise NotPossible(f"This is not waiting to be confirmed: {stored.get_state_display().lower()}.")
    if side == stored.side:
        raise NotPossible("You named this time yourself: the other side confirms it.")
    _settle(stored, State.CONFIRMED, at, by)
    said = f"{stored.get_kind_display()}: {moment(stored.at)}{f', {stored.where}' if stored.where else ''}."
    whom = f" You will meet {stored.who}." if stored.who else ""
    _telling.tell_young_person(
        referral, "A time to meet is set", f"{referral.service_name}. {said}{whom}", by=by
    )
    _tell_the_other(referral, side, "A time to meet about a referral is confirmed.", at=at, by=by)
    return stored


@transaction.atomic
def settle(*, hand_over: HandOver, took_place: bool, at: datetime, by: Actor) -> HandOver:
    """It took place, or did not. Raises ``NotPossible`` before its time."""
    stored, _, _ = _opened(hand_over, by)
    if stored.state not in TO_COME:
        raise NotPossible(f"This is settled already: {stored.get_state_display().lower()}.")
    if stored.at > at:
        raise NotPossible("This is still to come.")
    return _settle(stored, State.HAPPENED if took_place else State.MISSED, at, by)


@transaction.atomic
def cancel(*, hand_over: HandOver, at: datetime, by: Actor) -> HandOver:
    """Call it off; the other side is told."""
    stored, referral, side = _opened(hand_over, by)
    if stored.state not in TO_COME:
        raise NotPossible(f"This is settled already: {stored.get_state_display().lower()}.")
    _settle(stored, State.CANCELLED, at, by)
    _tell_the_other(referral, side, "A time to meet about a referral is called off.", at=at, by=by)
    return stored


def _opened(hand_over: HandOver, by: Actor) -> tuple[HandOver, Referral, Side]:
    referral = locked(Referral(pk=hand_over.referral_id))
    side = permissions.check_may_move(referral, by=by)
    return HandOver.objects.select_for_update().get(pk=hand_over.pk), referral, side


def _settle(stored: HandOver, state: HandOver.State, at: datetime, by: Actor) -> HandOver:
    stored.state, stored.settled_at, stored.settled_by = state, at, by.name
    stored.version += 1
    stored.save(update_fields=["state", "settled_at", "settled_by", "version"])
    note(f"referrals.hand_over.{state}", stored, by)
    return stored


def _tell_the_other(referral: Referral, side: Side, words: str, *, at: datetime, by: Actor) -> None:
    if side is Side.THEIRS:
        referral.news_at = at
        referral.save(update_fields=["news_at"])
        _telling.tell_makers(referral, words, by=by)
    else:
        _telling.tell_service(referral, words, at=at, by=by)
