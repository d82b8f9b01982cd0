"""Preparing a change that is ahead: reaching an age, or moving to another area."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.ground.design.words import day
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions import falling_due
from connexions.practice.casework.actions._noting import note
from connexions.practice.casework.models import Transition, TransitionItem, TransitionKind
from connexions.practice.casework.queries import ageing, editions
from connexions.registers.people.actions import notices
from connexions.registers.people.models import YoungPerson

LABELS = {"on": "Day", "to_whom": "Who helps from then on", "summary": "What they need to know"}


@transaction.atomic
def begin(
    *, young_person: YoungPerson, kind: str, on_day: date, to_whom: str, on: date, by: Actor
) -> Transition:
    """Begin to prepare a change by hand, as a move to another area is. Raises ``NotPossible`` for a day gone
    by, or where such a one is being prepared already."""
    permissions.check_may_write(young_person, by)
    said = editions.transition_kind(key=kind, by=by, on=on)
    if on_day < on:
        raise NotPossible("The day of the change is past: choose today or a later day.")
    YoungPerson.objects.select_for_update(of=("self",)).get(pk=young_person.pk)
    there = Transition.objects.filter(young_person=young_person, kind=kind)
    if there.filter(state__in=("ahead", "confirmed")).exists():
        raise NotPossible("This is being prepared already: go on with that one.")
    made = _make(young_person.pk, said, on_day, on, by)
    made.to_whom = to_whom
    made.save(update_fields=["to_whom"])
    falling_due.work_out(young_person=young_person, on=on, by=by)
    return made


@transaction.atomic
def prepare_ages(*, kinds: Sequence[TransitionKind], on: date, by: Actor) -> int:
    """Begin to prepare every age that somebody who has an adviser reaches soon; how many. Doing it again adds
    none."""
    made = 0
    for kind in kinds:
        if kind.age is not None:
            for young_person_id, birthday in ageing.about_to_turn(kind=kind, on=on, by=by):
                _make(young_person_id, kind, birthday, on, by)
                made += 1
    return made


@transaction.atomic
def change(
    *, transition: Transition, on_day: date, to_whom: str, summary: str, version: int, by: Actor
) -> Transition:
    """Say when, to whom, and what they need to know. Raises ``Conflict`` where somebody else did meanwhile."""
    stored = _moved(transition, "change", by)
    typed = {"on": on_day, "to_whom": to_whom, "summary": summary}
    check_version(stored=stored, version=version, typed=typed, labels=LABELS)
    if stored.age is not None and on_day != stored.on:
        raise NotPossible(f"This is the day of a birthday, {day(stored.on)}: it does not move.")
    stored.on, stored.to_whom, stored.summary = on_day, to_whom, summary
    return _saved(stored, "changed", by)


@transaction.atomic
def tick(*, item: TransitionItem, done: bool, on: date, by: Actor) -> TransitionItem:
    """One thing is done, or is not after all."""
    permissions.check_may_write(item.young_person, by)
    rules.TRANSITION.after(item.transition.state, "change")
    stored = TransitionItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if (stored.done_on is not None) == done:
        return stored
    stored.done_on, stored.done_by_id = (on, by.id) if done else (None, None)
    stored.version += 1
    stored.save()
    note("casework.transition.ticked" if done else "casework.transition.unticked", stored, by)
    return stored


@transaction.atomic
def confirm(*, transition: Transition, who: str, on: date, by: Actor) -> Transition:
    """Whoever takes over has said yes. Raises ``NotPossible`` while nobody is named."""
    stored = _moved(transition, "confirm", by)
    if not stored.to_whom.strip():
        raise NotPossible("Say first who helps from then on.")
    if not who.strip():
        raise NotPossible("Say who has said yes: a name and an organisation.")
    stored.confirmed_on, stored.confirmed_by = on, who
    return _saved(stored, "confirmed", by)


@transaction.atomic
def finish(*, transition: Transition, on: date, by: Actor, words: str = "") -> Transition:
    """It has happened. Nothing is sent anywhere by this: the hand-over summary is given by hand."""
    stored = _moved(transition, "finish", by)
    stored.settled_on, stored.settled_words = on, words
    return _saved(stored, "finished", by)


@transaction.atomic
def call_off(*, transition: Transition, words: str, on: date, by: Actor) -> Transition:
    """It will not happen. Raises ``NotPossible`` without a reason."""
    stored = _moved(transition, "call_off", by)
    if not words.strip():
        raise NotPossible("Say why it is called off: it stays on the record to be read.")
    stored.settled_on, stored.settled_words = on, words
    return _saved(stored, "called_off", by)


@transaction.atomic
def take_up(*, transition: Transition, by: Actor) -> Transition:
    """It is prepared again after all, with everything that was written."""
    stored = _moved(transition, "take_up", by)
    stored.settled_on, stored.settled_words, stored.confirmed_on, stored.confirmed_by = None, "", None, ""
    return _saved(stored, "taken_up", by)


@transaction.atomic
def tell(*, transition: Transition, on: date, by: Actor) -> Transition:
    """Tell the young person what is ahead, in plain words, and who helps them then."""
    stored = _locked(transition)
    permissions.check_may_write(stored.young_person, by)
    if stored.state not in ("ahead", "confirmed"):
        raise NotPossible("This is settled: there is nothing to tell any more.")
    if not stored.plain:
        raise NotPossible("There are no plain words for this change yet: a manager adds them to its kind.")
    then = f" From then on: {stored.to_whom}." if stored.to_whom else ""
    words = f"{stored.plain} The day: {day(stored.on)}.{then}"
    notices.tell(
        young_person=stored.young_person,
        kind="transition",
        title="Something changes for you soon",
        words=words,
        link="casework:my_support",
        by=by,
    )
    stored.told_on = on
    return _saved(stored, "told", by)


def _make(young_person_id: UUID, kind: TransitionKind, on_day: date, on: date, by: Actor) -> Transition:
    made = Transition(
        partnership_id=by.partnership,
        young_person_id=young_person_id,
        kind=kind.key,
        age=kind.age,
        title=kind.words,
        plain=kind.plain,
        on=on_day,
        prepare_from=on,
        begun_by_id=by.id,
    )
    made.save(force_insert=True)
    lines = [line.strip() for line in kind.checklist.splitlines() if line.strip()]
    TransitionItem.objects.bulk_create(
        TransitionItem(
            partnership_id=by.partnership,
            young_person_id=young_person_id,
            transition=made,
            position=place,
            words=line[:200],
        )
        for place, line in enumerate(lines, start=1)
    )
    note("casework.transition.begun", made, by, kind=kind.key, on=on_day.isoformat())
    return made


def _moved(transition: Transition, move: str, by: Actor) -> Transition:
    stored = _locked(transition)
    permissions.check_may_write(stored.young_person, by)
    stored.state = rules.TRANSITION.after(stored.state, move)
    return stored


def _saved(stored: Transition, event: str, by: Actor) -> Transition:
    stored.version += 1
    stored.save()
    note(f"casework.transition.{event}", stored, by)
    return stored


def _locked(transition: Transition) -> Transition:
    found = Transition.objects.select_for_update(of=("self",)).select_related("young_person")
    return found.get(pk=transition.pk)
