"""Asking a young person to agree their plan, by a link or on their own page; and what they answer."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.ground.design.words import day
from connexions.ground.messaging.actions import post
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions._noting import hand, note
from connexions.practice.casework.actions._settling import Agreed, check_complete, locked, settle
from connexions.practice.casework.links import check_open
from connexions.practice.casework.models import Asking, Plan
from connexions.registers.accounts.by_link import count_wrong, hash_of, new_secret, token_of
from connexions.registers.people.actions import by_hand
from connexions.registers.people.models import ContactPoint

PURPOSE = "plan to agree"
SUBJECT = "A message from Connexions"  # seen by anybody who sees the screen
State = Asking.State


@transaction.atomic
def ask(
    *,
    plan: Plan,
    to: ContactPoint | None,
    days: int,
    link: Callable[[str], str],
    version: int,
    at: datetime,
    by: Actor,
    safe: str = "",
) -> tuple[Asking, str]:
    """Ask the young person to agree the plan; returns the asking and the address that opens it, once.

    It is sent to *to*, which must be their own and wanted; where there is none, the adviser passes it on. To somebody
    restricted it goes once whoever is named has said how they know that it is *safe* there.
    A question asked before is taken back. Raises ``NotPossible`` for a plan that cannot be agreed as it stands.
    """
    stored = locked(plan)
    permissions.check_may_write(stored.young_person, by)
    rules.PLAN.after(stored.status, "agree")
    check_version(stored=stored, version=version, typed={}, labels={})
    check_complete(stored)
    Asking.objects.filter(plan=stored, state=State.OPEN).update(state=State.WITHDRAWN)
    Asking.objects.filter(plan=stored, state=State.CHANGE_WANTED).update(state=State.HEEDED)
    secret = new_secret()
    asking = Asking(
        partnership_id=stored.partnership_id,
        young_person_id=stored.young_person_id,
        plan=stored,
        edition=stored.edition,
        way=_way(to),
        secret_hash=hash_of(secret),
        asked_by_id=hand(by),
        asked_at=at,
        good_until=at + timedelta(days=days),
    )
    asking.save(force_insert=True)
    address = link(token_of(stored.partnership_id, secret))
    if to is not None:
        _send(asking, to, address, safe, by)
    note("casework.asking.sent", asking, by, way=str(asking.way))
    return asking, address


@transaction.atomic
def withdraw(*, asking: Asking, by: Actor) -> Asking:
    """Take the question back: its link opens nothing any more."""
    return _settle_by_adviser(asking, "withdraw", by)


@transaction.atomic
def heed(*, asking: Asking, by: Actor) -> Asking:
    """What they want to change was talked about."""
    return _settle_by_adviser(asking, "heed", by)


@transaction.atomic
def unlock(*, asking: Asking, born_on: date, at: datetime, by: Actor) -> bool:
    """Whether *born_on* is the young person's: what a link asks before it shows a word. Every call is a try.

    After five wrong answers the link is closed for good. Raises ``NotPossible`` for one that is not open.
    """
    stored = _locked(asking)
    permissions.check_may_answer(stored.young_person, by)
    check_open(stored, at)
    if stored.young_person.date_of_birth == born_on:
        note("casework.asking.opened", stored, by)
        return True
    if count_wrong(stored):
        _settle(stored, "shut", at, by)
    note("casework.asking.wrong_date", stored, by)
    return False


@transaction.atomic
def agree(
    *, asking: Asking, how: Plan.Agreement, version: int, words: str, at: datetime, on: date, by: Actor
) -> Plan:
    """The young person agrees; the adviser did so by asking. Raises ``Conflict`` where the plan changed meanwhile."""
    stored = _locked(asking)
    permissions.check_may_answer(stored.young_person, by)
    check_open(stored, at)
    plan = locked(stored.plan)
    check_version(stored=plan, version=version, typed={}, labels={})
    _settle(stored, "agree", at, by, words=words)
    return settle(plan, Agreed(on=on, how=how, adviser_id=stored.asked_by_id, words=words), by=by)


@transaction.atomic
def want_change(*, asking: Asking, words: str, at: datetime, by: Actor) -> Asking:
    """The young person wants something changed first: it reaches their adviser on Today."""
    stored = _locked(asking)
    permissions.check_may_answer(stored.young_person, by)
    check_open(stored, at)
    if not words.strip():
        raise NotPossible("Write what you want to change.")
    return _settle(stored, "want_change", at, by, words=words)


def _settle_by_adviser(asking: Asking, move: str, by: Actor) -> Asking:
    stored = _locked(asking)
    permissions.check_may_write(stored.young_person, by)
    return _settle(stored, move, None, by)


def _settle(stored: Asking, move: str, at: datetime | None, by: Actor, *, words: str = "") -> Asking:
    stored.state = rules.ASKING.after(stored.state, move)
    if at is not None:
        stored.answered_at, stored.words = at, words
    stored.save(update_fields=["state", "answered_at", "words"])
    note(f"casework.asking.{stored.state}", stored, by)
    return stored


def _way(to: ContactPoint | None) -> Asking.Way:
    if to is None:
        return Asking.Way.COPIED
    return Asking.Way.EMAIL if to.kind == ContactPoint.Kind.EMAIL else Asking.Way.TEXT


def _send(asking: Asking, to: ContactPoint, address: str, safe: str, by: Actor) -> None:
    if to.young_person_id != asking.young_person_id or to.whose or to.opted_out_on or to.failed_on:
        raise NotPossible(
            "This number or address is not theirs to be used. Choose another, or pass the link on."
        )
    by_hand.say_safe(young_person=asking.young_person, channel=str(asking.way), safe=safe, by=by)
    until = day(asking.good_until)
    words = f"Connexions: your plan is ready for you to read and agree, or to change: {address} It works until {until}."
    if asking.way == Asking.Way.EMAIL:
        post.send_email(to=to.value, subject=SUBJECT, words=words, purpose=PURPOSE, by=by)
    else:
        post.send_text(to=to.value, words=words, purpose=PURPOSE, by=by)


def _locked(asking: Asking) -> Asking:
    found = Asking.objects.select_for_update(of=("self",)).select_related("young_person", "plan")
    return found.get(pk=asking.pk)
