"""Visits alone: begun, made longer, ended; and whoever is not back is asked after, step by step."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.registers.accounts.models import User
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part, sight_of
from connexions.trust.safeguarding import permissions
from connexions.trust.safeguarding.actions._noting import note
from connexions.trust.safeguarding.actions._telling import mobiles, tell
from connexions.trust.safeguarding.models import Outing, OutingEvent, Reach
from connexions.trust.safeguarding.permissions import Permission
from connexions.trust.safeguarding.queries import outings, routing
from connexions.trust.safeguarding.rules import OUTING
from connexions.trust.safeguarding.rules.outings import (
    EXTENSIONS,
    HELP_AGAIN,
    LONGEST,
    ORDER,
    AlarmSteps,
    Told,
)
from connexions.trust.safeguarding.rules.routing import To

PURPOSE = "lone working"
SUBJECT = "A visit that is not over"
TO_VISITOR = "You expected to be back by now. Tell us that you are safe, or that you need longer."
TO_OTHERS = "A colleague has not come back from a visit. See who and where."
FOR_HELP = "A colleague needs help on a visit. See who and where, now."
AGAIN = 15  # minutes, once everybody was told
MOST = 200


@transaction.atomic
def set_reach(*, mobile: str, buddy: UUID | None, help_words: str, on: date, by: Actor) -> Reach:
    """Say how one is reached, who one's buddy is, and one's words for help. Raises ``NotPossible``."""
    hand = permissions.check(Permission.OUTING_OVERSEE, by=by)
    if buddy == hand:
        raise NotPossible("Your buddy is a colleague who looks out for you: choose somebody else.")
    if buddy and not routing.colleagues(by=by, on=on).filter(user_id=buddy).exists():
        raise NotPossible("Choose a colleague who works here.")
    stored = Reach.objects.select_for_update().filter(partnership_id=by.partnership, user_id=hand).first()
    stored = stored or Reach(partnership_id=by.partnership, user_id=hand, version=0)
    stored.mobile, stored.buddy_id = mobile, buddy
    if help_words.strip():
        stored.help_words = _plain(help_words)
    stored.version += 1
    stored.save()
    note("safeguarding.reach.set", stored, by)
    return stored


@transaction.atomic
def begin(
    *, where: str, expected_at: datetime, young_person: YoungPerson | None, at: datetime, on: date, by: Actor
) -> Outing:
    """Go out, and say where and until when. Raises ``NotAllowed``, ``NotPossible``."""
    hand = permissions.check(Permission.OUTING_BEGIN, by=by)
    if young_person is not None:
        sight_of(young_person, by=by).check(Part.HEADLINE)
    if not where.strip():
        raise NotPossible("Say where you are going.")
    if not at < expected_at <= at + timedelta(hours=LONGEST):
        raise NotPossible(f"Say when you expect to be back: within {LONGEST} hours from now.")
    if Outing.objects.filter(partnership_id=by.partnership, worker_id=hand, state__in=Outing.OPEN).exists():
        raise NotPossible("You are out on a visit already: end that one first.")
    made = Outing(
        partnership_id=by.partnership, worker_id=hand, team_id=by.team, buddy_id=outings.reach_of(by=by).buddy_id,
        young_person=young_person, where=where, started_at=at, expected_at=expected_at,
        look_again_at=_first_look(expected_at, by),
    )  # fmt: skip
    made.save(force_insert=True)
    _event(made, "begun", at, by)
    note("safeguarding.outing.begun", made, by)
    return made


@transaction.atomic
def extend(*, outing: Outing, minutes: int, at: datetime, by: Actor) -> Outing:
    """Stay longer, counted from now or from the expected end, whichever is later. Raises ``NotPossible``."""
    stored = _mine(outing, by)
    stored.state = OUTING.after(stored.state, "extend")
    if minutes not in EXTENSIONS:
        raise NotPossible("Choose one of the times that are offered.")
    stored.expected_at = max(stored.expected_at, at) + timedelta(minutes=minutes)
    if stored.expected_at > stored.started_at + timedelta(hours=LONGEST):
        raise NotPossible(f"A visit is {LONGEST} hours at most: end this one, and begin another.")
    stored.told, stored.look_again_at = [], _first_look(stored.expected_at, by)
    _save(stored, "state", "expected_at", "told", "look_again_at")
    _event(stored, "extended", at, by)
    note("safeguarding.outing.extended", stored, by)
    return stored


@transaction.atomic
def check_in(*, outing: Outing, words: str, at: datetime, on: date, by: Actor) -> Outing:
    """Come back safe. Whoever says their words for help is helped, and their page says nothing of it. Late or not, it
    is simply over: nobody is blamed for having come back. Raises ``NotPossible``."""
    stored = _mine(outing, by)
    mine = outings.reach_of(by=by).help_words
    if mine and _plain(words) and mine in _plain(words):
        return _help(stored, at, on, by, covert=True)
    stored.state = OUTING.after(stored.state, "check_in")
    _end(stored, "back", at, by)
    return stored


@transaction.atomic
def ask_for_help(*, outing: Outing, at: datetime, on: date, by: Actor) -> Outing:
    """Ask for help: buddy, managers and whoever is on duty are told at once. Raises ``NotPossible``."""
    return _help(_mine(outing, by), at, on, by, covert=False)


@transaction.atomic
def stand_down(*, outing: Outing, how: str, at: datetime, by: Actor) -> Outing:
    """Somebody has spoken with them: they are safe. Never whoever is out. Raises ``NotAllowed``, ``NotPossible``."""
    permissions.check(Permission.OUTING_OVERSEE, by=by)
    stored = Outing.objects.select_for_update(of=("self",)).get(pk=outing.pk)
    if by.id == stored.worker_id or not outings.answers_for(stored, by=by):
        raise NotAllowed("Their buddy or a manager says so, once they have spoken with them.")
    stored.state = OUTING.after(stored.state, "stand_down")
    if not how.strip():
        raise NotPossible("Say how you know that they are safe.")
    _end(stored, "stood_down", at, by)
    return stored


@transaction.atomic
def look_after(*, at: datetime, on: date, by: Actor) -> int:
    """Tell whoever must be told now, of every visit that is not over. Each is told once for an expected end: safe to
    repeat, and under several workers. Returns how many visits it was about."""
    if by.role is not Role.SYSTEM:
        raise NotAllowed("Who is not back is asked after by the clock alone.")
    found = list(outings.due(at=at, by=by)[:MOST])
    for one in found:
        if one.state == Outing.State.NEEDS_HELP:
            _everybody(one, FOR_HELP, at, on, by)
            one.look_again_at = at + timedelta(minutes=HELP_AGAIN)
            _save(one, "look_again_at")
        else:
            _next(one, at, on, by)
    return len(found)


def _next(outing: Outing, at: datetime, on: date, by: Actor) -> None:
    steps = _steps(by)
    fresh = [told for told in steps.due(outing.expected_at, at) if told not in outing.told]
    left = [one for one in ORDER if one not in (*outing.told, *fresh)]
    # Once all were told, the managers are told again and again, until somebody has spoken with them.
    for told in fresh or ([] if left else [Told.MANAGER]):
        words = TO_VISITOR if told is Told.VISITOR else TO_OTHERS
        _tell(outing, _whom(outing, told, at, on, by), words, told, at, by)
        outing.state = OUTING.after(outing.state, "raise_alarm")
    outing.told = [*outing.told, *(one.value for one in fresh)]
    outing.look_again_at = steps.at(outing.expected_at, left[0]) if left else at + timedelta(minutes=AGAIN)
    _save(outing, "state", "told", "look_again_at")


def _whom(outing: Outing, told: Told, at: datetime, on: date, by: Actor) -> list[User]:
    """Whom a step means; where there is no buddy or no manager of the team, those who come next."""
    if told is Told.VISITOR:
        return [outing.worker]
    if told is Told.BUDDY and outing.buddy is not None and outing.buddy.is_active:
        return [outing.buddy]
    found = routing.meant(To.TEAM_MANAGERS, team=outing.team_id, at=at, on=on, by=by)
    found += routing.on_duty(at, by=by) if routing.at_night(at, by=by) else []
    found = [one for one in dict.fromkeys(found) if one.pk != outing.worker_id]
    return found or [one for one in routing.anybody(by=by, on=on, at=at) if one.pk != outing.worker_id]


def _everybody(outing: Outing, words: str, at: datetime, on: date, by: Actor) -> None:
    whom = [*_whom(outing, Told.BUDDY, at, on, by), *_whom(outing, Told.MANAGER, at, on, by)]
    whom += routing.meant(To.LEADS, team=None, at=at, on=on, by=by)
    _tell(outing, [one for one in dict.fromkeys(whom) if one.pk != outing.worker_id], words, "help", at, by)


def _tell(outing: Outing, whom: list[User], words: str, what: str, at: datetime, by: Actor) -> None:
    numbers = mobiles(whom, by=by)
    for user in whom:
        ways = tell(user, mobile=numbers.get(user.pk), words=words, subject=SUBJECT, purpose=PURPOSE, by=by)
        _event(outing, f"told_{what}", at, by, whom=user, text=ways.text, email=ways.email)


def _help(stored: Outing, at: datetime, on: date, by: Actor, *, covert: bool) -> Outing:
    stored.state = OUTING.after(stored.state, "ask_for_help")
    stored.look_again_at, stored.quietly = at + timedelta(minutes=HELP_AGAIN), covert
    _save(stored, "state", "look_again_at", "quietly")
    _event(stored, "help_unsaid" if covert else "help", at, by)
    _everybody(stored, FOR_HELP, at, on, by)
    note("safeguarding.outing.help_asked", stored, by)
    return stored


def _end(stored: Outing, what: str, at: datetime, by: Actor) -> None:
    stored.ended_at, stored.ended_by_id = at, by.id
    _save(stored, "state", "ended_at", "ended_by")
    _event(stored, what, at, by)
    note("safeguarding.outing.ended", stored, by)


def _mine(outing: Outing, by: Actor) -> Outing:
    stored = Outing.objects.select_for_update(of=("self",)).get(pk=outing.pk)
    if by.id is None or stored.worker_id != by.id:
        raise NotAllowed("Only whoever is out says so themselves.")
    return stored


def _first_look(expected_at: datetime, by: Actor) -> datetime:
    return _steps(by).at(expected_at, Told.VISITOR)


def _steps(by: Actor) -> AlarmSteps:
    told = routing.settled(by=by)
    return AlarmSteps(told.visitor_minutes, told.buddy_minutes, told.manager_minutes)


def _event(outing: Outing, what: str, at: datetime, by: Actor, **more: Any) -> None:
    OutingEvent(
        partnership_id=outing.partnership_id, outing=outing, at=at, what=what, by_id=by.id, **more
    ).save(force_insert=True)


def _save(outing: Outing, *fields: str) -> None:
    outing.version += 1
    outing.save(update_fields=[*fields, "version"])


def _plain(words: str) -> str:
    return " ".join(words.lower().split())
