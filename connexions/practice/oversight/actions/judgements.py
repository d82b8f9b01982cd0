"""Judging a piece of work by its checklist, the feedback that follows, and what the adviser answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.oversight import permissions
from connexions.practice.oversight.actions._noting import locked, note
from connexions.practice.oversight.models import Answer, Item, Judgement, Reply
from connexions.practice.oversight.rules import states
from connexions.practice.oversight.rules.judging import ANSWERS, OVERALL
from connexions.registers.people import sight
from connexions.registers.people.sight import Part


@dataclass(frozen=True)
class Found:
    """What a reader found: an answer and words by question, and the whole of it."""

    answers: Mapping[str, tuple[str, str]]
    overall: str = ""
    good: str = ""
    to_do: str = ""
    by_on: date | None = None


LABELS = {"overall": "Altogether", "good": "What is good", "to_do": "What to do", "by_on": "By"}


@transaction.atomic
def keep(*, item: Item, found: Found, version: int, on: date, by: Actor) -> Judgement:
    """Keep what was answered so far. The first manager to do so is the first reader; another reads second.

    Raises ``NotPossible`` where somebody else judges it, ``Conflict`` where it was saved elsewhere meanwhile.
    """
    hand = _may_judge(item, by)
    stored = locked(item)
    judgement = _own_reading(stored, hand)
    _check(found, stored, on)
    if judgement.finished_at is not None:
        raise NotPossible("You have finished this judgement: it stays as it is.")
    if judgement.reading == 1:
        stored.state = states.ITEM.after(stored.state, "judge")
    else:
        states.ITEM.after(stored.state, "read_again")
    _write(judgement, found, version)
    stored.version += 1
    stored.save(update_fields=["state", "version"])
    return judgement


@transaction.atomic
def finish(*, item: Item, found: Found, version: int, at: datetime, on: date, by: Actor) -> Judgement:
    """Finish a judgement: the first goes to the adviser as feedback, the second stands beside it for comparison.

    Raises ``NotPossible`` while a question is unanswered or the whole is not judged.
    """
    judgement = keep(item=item, found=found, version=version, on=on, by=by)
    stored = locked(item)
    left = [one["text"] for one in stored.edition.questions if not found.answers.get(one["key"], ("", ""))[0]]
    if left:
        raise NotPossible(f"Not answered yet: {left[0]} Choose “Not applicable” where it does not apply.")
    if not found.overall:
        raise NotPossible("Say how it is altogether: choose one of the four.")
    if found.overall in ("to_improve", "to_do_again") and not (found.to_do.strip() and found.by_on):
        raise NotPossible(
            "Say what is to be done and by when, so that the adviser knows what would be better."
        )
    judgement.finished_at = at
    judgement.save(update_fields=["finished_at"])
    if judgement.reading == 1:
        stored.state, stored.by_on = states.ITEM.after(stored.state, "give_feedback"), found.by_on
        stored.version += 1
        stored.save(update_fields=["state", "by_on", "version"])
    event = "oversight.judgement.finished" if judgement.reading == 1 else "oversight.judgement.compared"
    note(event, judgement, by, young_person_id=stored.young_person_id, overall=found.overall)
    return judgement


@transaction.atomic
def answer(*, item: Item, words: str, at: datetime, by: Actor) -> Reply:
    """The adviser says something to the feedback about their work."""
    hand = permissions.check_is_own_work(item, by)
    stored = locked(item)
    stored.state = states.ITEM.after(stored.state, "answer")
    stored.version += 1
    stored.save(update_fields=["state", "version"])
    return _say(stored, words, hand, at, by)


@transaction.atomic
def mark_done(*, item: Item, on: date, by: Actor) -> Item:
    """The adviser has done what the feedback asked."""
    permissions.check_is_own_work(item, by)
    stored = locked(item)
    stored.state, stored.done_on = states.ITEM.after(stored.state, "mark_done"), on
    stored.version += 1
    stored.save(update_fields=["state", "done_on", "version"])
    note("oversight.item.done", stored, by, young_person_id=stored.young_person_id)
    return stored


@transaction.atomic
def ask_again(*, item: Item, words: str, at: datetime, by: Actor) -> Item:
    """A manager asks for more after the adviser marked it done."""
    hand = _may_judge(item, by)
    stored = locked(item)
    stored.state, stored.done_on = states.ITEM.after(stored.state, "ask_again"), None
    stored.version += 1
    stored.save(update_fields=["state", "done_on", "version"])
    _say(stored, words, hand, at, by)
    return stored


def _may_judge(item: Item, by: Actor) -> UUID:
    hand = permissions.check_may_judge(item, by)
    permissions.check_may_read_sample(item.sample, by)
    sight.sight_of(item.young_person, by=by).check(Part.CASEWORK)
    return hand


def _own_reading(item: Item, hand: UUID) -> Judgement:
    """The judgement that this manager makes: the first where there is none yet, otherwise the second."""
    made = {one.reading: one for one in Judgement.objects.filter(item=item).select_related("judge")}
    mine = next((one for one in made.values() if one.judge_id == hand), None)
    if mine is not None:
        return mine
    first = made.get(1)
    if first is not None and first.finished_at is None:
        raise NotPossible(
            f"{first.judge.name} is judging this one: you can read it second once that is finished."
        )
    if 2 in made:
        raise NotPossible(f"{made[2].judge.name} has read this one second already: two readers are enough.")
    if first is not None:
        states.ITEM.after(item.state, "read_again")
    else:
        states.ITEM.after(item.state, "judge")
    return Judgement(
        partnership_id=item.partnership_id,
        young_person_id=item.young_person_id,
        item=item,
        reading=2 if first is not None else 1,
        judge_id=hand,
        version=0,
    )


def _check(found: Found, item: Item, on: date) -> None:
    known = {one["key"] for one in item.edition.questions}
    strange = sorted(set(found.answers) - known)
    if strange:
        raise NotPossible("This is not the checklist that this work is read with: open the page again.")
    if any(chosen and chosen not in ANSWERS for chosen, _ in found.answers.values()):
        raise NotPossible("Choose yes, partly, no or not applicable.")
    if found.overall and found.overall not in OVERALL:
        raise NotPossible("Choose one of the four judgements of the whole.")
    if found.by_on is not None and found.by_on < on:
        raise NotPossible("The day by which it is to be done is past: choose today or a later day.")


def _write(judgement: Judgement, found: Found, version: int) -> None:
    typed = {"overall": found.overall, "good": found.good, "to_do": found.to_do, "by_on": found.by_on}
    fresh = judgement._state.adding
    if not fresh:
        check_version(stored=judgement, version=version, typed=typed, labels=LABELS)
    for name, value in typed.items():
        setattr(judgement, name, value)
    judgement.version += 1
    judgement.save(force_insert=fresh)
    said = [
        Answer(
            partnership_id=judgement.partnership_id,
            young_person_id=judgement.young_person_id,
            judgement=judgement,
            question=key,
            answer=chosen,
            words=words,
        )
        for key, (chosen, words) in found.answers.items()
        if chosen or words
    ]
    judgement.answers.exclude(question__in=[one.question for one in said]).delete()
    Answer.objects.bulk_create(
        said,
        update_conflicts=True,
        unique_fields=["judgement", "question"],
        update_fields=["answer", "words"],
    )


def _say(item: Item, words: str, hand: UUID, at: datetime, by: Actor) -> Reply:
    if not words.strip():
        raise NotPossible("Say something first: there are no words yet.")
    reply = Reply(
        partnership_id=item.partnership_id,
        young_person_id=item.young_person_id,
        item=item,
        words=words,
        said_by_id=hand,
        said_at=at,
    )
    reply.save(force_insert=True)
    note("oversight.item.answered", item, by, young_person_id=item.young_person_id)
    return reply
