"""Support ends, with a summary that the young person reads; and may be taken up again, with all that was kept."""

from datetime import date
from typing import Any

from django.db import transaction

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed, NotPossible, check_version
from connexions.practice.casework import permissions, rules, signals
from connexions.practice.casework.actions import falling_due, putting_away
from connexions.practice.casework.actions._noting import note
from connexions.practice.casework.models import Contact, Ending, Reason, Review
from connexions.practice.casework.queries import editions
from connexions.practice.casework.queries import endings as queries
from connexions.registers.accounts.models import Membership
from connexions.registers.people.actions import notices
from connexions.registers.people.models import YoungPerson

State = Ending.State


@transaction.atomic
def end(
    *,
    young_person: YoungPerson,
    reason: str,
    words: str,
    summary: str,
    on: date,
    by: Actor,
    review: Review | None = None,
) -> Ending:
    """End support; or, where the reason needs a manager and *by* is none, ask a manager to agree.

    Raises ``NotPossible`` where it has ended or was asked for, without a summary for the young person, or
    where the reason wants more tries at reaching them than there were.
    """
    permissions.check_may_write(young_person, by)
    stored = _locked(young_person)
    said = editions.reason(key=reason, kind=Reason.Kind.ENDING, by=by, on=on)
    asks = said.needs_manager and not _is_manager(by)
    rules.SUPPORT.after(queries.state_of(queries.latest(of=stored)), "ask" if asks else "end")
    if not summary.strip():
        raise NotPossible("Write the end summary: it goes to the young person, in plain words.")
    _check_tries(stored, said)
    ending = Ending(
        partnership_id=stored.partnership_id,
        young_person=stored,
        state=State.ASKED,
        reason_key=said.key,
        reason=said.words,
        words=words,
        summary=summary,
        asked_on=on,
        asked_by_id=by.id,
        review=review,
    )
    ending.save(force_insert=True)
    note("casework.ending.asked", ending, by, reason=said.key)
    return ending if asks else _carry_out(ending, said.plain, on, by)


@transaction.atomic
def decide(*, ending: Ending, agree: bool, words: str, version: int, on: date, by: Actor) -> Ending:
    """A manager agrees that support ends, or declines with a word why."""
    stored = _stored(ending)
    permissions.check_may_write(stored.young_person, by)
    if not _is_manager(by):
        raise NotAllowed("Only a manager may say whether support ends.")
    rules.SUPPORT.after(queries.state_of(stored), "agree" if agree else "decline")
    check_version(stored=stored, version=version, typed={}, labels={})
    if not agree and not words.strip():
        raise NotPossible("Say why it is not agreed: the adviser reads it.")
    stored.decided_on, stored.decided_by_id, stored.decision_words = on, by.id, words
    if agree:
        return _carry_out(stored, _plain(stored, on, by), on, by)
    stored.state = State.DECLINED
    stored.version += 1
    stored.save()
    note("casework.ending.declined", stored, by)
    return stored


@transaction.atomic
def withdraw(*, ending: Ending, on: date, by: Actor) -> Ending:
    """The request is taken back before a manager has decided."""
    stored = _stored(ending)
    permissions.check_may_write(stored.young_person, by)
    rules.SUPPORT.after(queries.state_of(stored), "withdraw")
    stored.state, stored.decided_on, stored.decided_by_id = State.DECLINED, on, by.id
    stored.decision_words = "Taken back."
    stored.version += 1
    stored.save()
    note("casework.ending.withdrawn", stored, by)
    return stored


@transaction.atomic
def reopen(
    *, young_person: YoungPerson, to: Membership, reason: str, take_up_plan: bool, on: date, by: Actor
) -> Ending:
    """Support is taken up again: who helps now, and whether the plan goes on or another is begun.

    Everything that was kept is there. Raises ``NotPossible`` where it has not ended, without a reason, or for
    an adviser who no longer works here.
    """
    stored, ending = _ended(young_person, "reopen", by)
    if not reason.strip():
        raise NotPossible("Say why support is taken up again.")
    if ending.ended_on and on < ending.ended_on:
        raise NotPossible("Support ended on a later day than this: choose that day or after.")
    permissions.check_may_take_up(stored, to, by)
    putting_away.give_to(young_person=stored, to=to, on=on, by=by)
    if take_up_plan and ending.plan_id:
        putting_away.take_up_plan(ending=ending, by=by)
    return _back(ending, State.REOPENED, reason, on, by)


@transaction.atomic
def undo(*, young_person: YoungPerson, reason: str, on: date, by: Actor) -> Ending:
    """Support was ended by mistake: everything is as it was before. Raises ``NotPossible`` without a reason,
    where it has not ended, or where their adviser no longer works here."""
    stored, ending = _ended(young_person, "undo", by)
    if not reason.strip():
        raise NotPossible("Say how the mistake came about: the young person is told that it was ours.")
    putting_away.restore(ending=ending, young_person=stored, on=on, by=by)
    return _back(ending, State.UNDONE, reason, on, by)


def _carry_out(ending: Ending, plain: str, on: date, by: Actor) -> Ending:
    """Put to rest what was open, tell the young person, and let the other rooms know."""
    young_person = ending.young_person
    ending.state, ending.ended_on = State.ENDED, on
    putting_away.put_away(ending=ending, on=on, by=by)
    ending.version += 1
    ending.save()
    note("casework.support.ended", ending, by, reason=ending.reason_key)
    signals.closed.send(Ending, young_person=young_person, by=by, on=on)
    if plain:
        notices.tell(
            young_person=young_person,
            kind="ending",
            title="Our work together has ended",
            words=f"{plain}\n\n{ending.summary}",
            link="casework:my_support",
            by=by,
        )
    return ending


def _back(ending: Ending, state: State, reason: str, on: date, by: Actor) -> Ending:
    ending.state, ending.back_on, ending.back_by_id, ending.back_words = state, on, by.id, reason
    ending.version += 1
    ending.save()
    undone = state == State.UNDONE
    young_person = _locked(ending.young_person)
    note(f"casework.support.{'put_right' if undone else 'reopened'}", ending, by)
    signals.reopened.send(Ending, young_person=young_person, by=by, on=on)
    falling_due.work_out(young_person=young_person, on=on, by=by)
    who = young_person.adviser.name if young_person.adviser else "Your adviser"
    notices.tell(
        young_person=young_person,
        kind="ending",
        title="We go on helping you",
        words=(
            f"We told you by mistake that our work together had ended. It has not: {who} is still your adviser."
            if undone
            else f"We work together again. {who} is your adviser now."
        ),
        by=by,
    )
    return ending


def _ended(young_person: YoungPerson, move: str, by: Actor) -> tuple[YoungPerson, Ending]:
    permissions.check_may_write(young_person, by)
    stored = _locked(young_person)
    ending = queries.latest(of=stored)
    rules.SUPPORT.after(queries.state_of(ending), move)
    assert ending is not None  # a state other than open has one
    return stored, _stored(ending)


def _check_tries(young_person: YoungPerson, said: Reason) -> None:
    """Whether enough tries have failed since they were last spoken to."""
    if not said.tries:
        return
    contacts = Contact.objects.filter(young_person=young_person).order_by("-at")
    outcomes: list[Any] = list(contacts.values_list("outcome", flat=True)[: said.tries])
    if len(outcomes) < said.tries or any(one not in Contact.FAILED for one in outcomes):
        raise NotPossible(
            f"“{said.words}” may be said after {said.tries} tries that failed one after another: "
            "there were fewer."
        )


def _plain(ending: Ending, on: date, by: Actor) -> str:
    known = editions.reasons(kind=Reason.Kind.ENDING, by=by, on=on)
    return next((one.plain for one in known if one.key == ending.reason_key), "")


def _is_manager(by: Actor) -> bool:
    return by.role in permissions.MANAGERS or by.role is Role.SYSTEM


def _locked(young_person: YoungPerson) -> YoungPerson:
    return (
        YoungPerson.objects.select_for_update(of=("self",)).select_related("adviser").get(pk=young_person.pk)
    )


def _stored(ending: Ending) -> Ending:
    found = Ending.objects.select_for_update(of=("self",)).select_related("young_person__adviser")
    return found.get(pk=ending.pk)
