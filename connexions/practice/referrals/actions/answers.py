"""What a service does with a referral, and what follows for the plan, the young person and whoever asked.

It answers on its own page, by a link, by its system or a file; or ours writes down what it said on the telephone.
"""

from datetime import date, datetime

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.words import day
from connexions.practice.casework.actions import steps
from connexions.practice.casework.models import Step
from connexions.practice.referrals import permissions
from connexions.practice.referrals.actions import _telling, links
from connexions.practice.referrals.actions._moving import Said, locked, moved
from connexions.practice.referrals.actions._noting import house
from connexions.practice.referrals.actions._places import leave_place, put_in_place, spoken_place
from connexions.practice.referrals.models import HandOver, Place, Referral
from connexions.practice.referrals.queries.times import times
from connexions.practice.referrals.rules import moves
from connexions.practice.referrals.rules.moves import Outcome

ANSWERED = "A referral of yours has been answered."
NEWS = "There is news about something we asked another service for"
SOON_DAYS = 370  # a day that is expected lies within about a year


@transaction.atomic
def receive(*, referral: Referral, at: datetime, by: Actor, way: str = "page") -> Referral:
    """The service has it."""
    return moved(locked(referral), "receive", at=at, by=by, said=Said(way=way))


@transaction.atomic
def accept(
    *, referral: Referral, at: datetime, on: date, by: Actor, words: str = "", way: str = "page"
) -> Referral:
    """The service takes them on; it is to begin within the time agreed."""
    stored = locked(referral)
    with house(by) as actor:
        start_by = times(organisation=stored.organisation, on=on, by=actor).start_by(on)
    accepted = moved(
        stored, "accept", at=at, by=by, said=Said(words=words, way=way), start_by=start_by, due_on=start_by
    )
    said = f"{accepted.service_name} will help you. They plan to start by {day(start_by)}."
    _tell(accepted, said, at=at, by=by)
    return accepted


@transaction.atomic
def decline(
    *, referral: Referral, reason: str, at: datetime, by: Actor, words: str = "", way: str = "page"
) -> Referral:
    """The service does not take them on, and why. Raises ``NotPossible`` without a reason."""
    if reason not in moves.REASONS:
        raise NotPossible("Say why it is declined: choose one of the reasons.")
    if reason == "other" and not words.strip():
        raise NotPossible("Say why it is declined, in your own words.")
    declined = moved(
        locked(referral),
        "decline",
        at=at,
        by=by,
        said=Said(reason, words, way),
        due_on=None,
        ended_at=at,
    )
    _close(declined, at=at, by=by)
    _hear(
        declined,
        done=False,
        words=f"{declined.service_name} declined: {moves.REASONS[reason].lower()}",
        by=by,
        at=at,
    )
    _tell(
        declined,
        f"{declined.service_name} cannot help this time. Your adviser will look for another way.",
        at=at,
        by=by,
    )
    return declined


@transaction.atomic
def ask(*, referral: Referral, words: str, at: datetime, on: date, by: Actor, way: str = "page") -> Referral:
    """The service needs to know more before it decides. Raises ``NotPossible`` without a question."""
    if not words.strip():
        raise NotPossible("Write what you need to know.")
    stored = locked(referral)
    with house(by) as actor:
        due_on = times(organisation=stored.organisation, on=on, by=actor).we_answer_by(on)
    asked = moved(stored, "ask", at=at, by=by, said=Said(words=words, way=way), due_on=due_on)
    _telling.tell_makers(asked, "A service asks for more information about a referral of yours.", by=by)
    return asked


@transaction.atomic
def answer(*, referral: Referral, words: str, at: datetime, on: date, by: Actor) -> Referral:
    """What the service asked is answered; its time to decide begins again."""
    if not words.strip():
        raise NotPossible("Write the answer.")
    stored = locked(referral)
    with house(by) as actor:
        due_on = times(organisation=stored.organisation, on=on, by=actor).answer_by(on)
    answered = moved(stored, "answer", at=at, by=by, said=Said(words=words), due_on=due_on)
    _telling.tell_service(answered, "What you asked about a referral is answered.", at=at, by=by)
    return answered


@transaction.atomic
def wait(
    *,
    referral: Referral,
    position: int | None,
    expected_on: date | None,
    at: datetime,
    on: date,
    by: Actor,
    words: str = "",
    way: str = "page",
) -> Referral:
    """They are on the service's waiting list; or their place on it has changed."""
    if expected_on is None and position is None:
        raise NotPossible("Say how far from the front they are, or when you expect to start.")
    if expected_on is not None and not 0 <= (expected_on - on).days <= SOON_DAYS:
        raise NotPossible("The day you expect to start must be today or later, and within a year.")
    if position is not None and position < 1:
        raise NotPossible("A place on a list is 1 or more: 1 is next.")
    stored = locked(referral)
    waiting = moved(
        stored,
        "wait",
        at=at,
        by=by,
        said=Said(words=words, way=way),
        due_on=expected_on or stored.start_by,
    )
    place = put_in_place(waiting, position=position, expected_on=expected_on, at=at, by=by)
    _tell(
        waiting, f"You are on the waiting list of {waiting.service_name}. {spoken_place(place)}", at=at, by=by
    )
    return waiting


@transaction.atomic
def start(
    *, referral: Referral, at: datetime, on: date, by: Actor, words: str = "", way: str = "page"
) -> Referral:
    """The service has begun with them."""
    started = moved(locked(referral), "start", at=at, by=by, said=Said(words=words, way=way), due_on=None)
    leave_place(started, Place.Became.KEPT, at=at, by=by)
    with house(by) as actor:
        if started.step is not None and started.step.status == "to_do":
            steps.start(step=started.step, on=on, by=actor)
    _telling.tell_makers(started, "A service has started on a referral of yours.", by=by)
    _go_on(started, at=at, by=by)
    return started


@transaction.atomic
def end(
    *,
    referral: Referral,
    outcome: str,
    at: datetime,
    by: Actor,
    words: str = "",
    way: str = "page",
) -> Referral:
    """It has ended, and how. What came of it goes back to the step of the plan and to whoever asked."""
    if outcome not in moves.OUTCOMES:
        raise NotPossible("Say how it ended: choose one of the outcomes.")
    stored = locked(referral)
    if outcome == Outcome.GAVE_UP_WAITING and stored.state not in ("accepted", "waiting"):
        raise NotPossible("They were not waiting: say otherwise how it ended.")
    ended = moved(
        stored,
        "end",
        at=at,
        by=by,
        said=Said(outcome, words, way),
        outcome=outcome,
        due_on=None,
        ended_at=at,
    )
    gave_up = outcome == Outcome.GAVE_UP_WAITING
    leave_place(ended, Place.Became.GAVE_UP if gave_up else Place.Became.CLOSED, at=at, by=by)
    _close(ended, at=at, by=by)
    _hear(
        ended,
        done=moves.does_step(outcome),
        words=". ".join(filter(None, (f"{ended.service_name}: {ended.outcome_said}", words))),
        by=by,
        at=at,
    )
    _tell(ended, f"{ended.service_name} told us how it ended: {ended.outcome_said.lower()}.", at=at, by=by)
    return ended


@transaction.atomic
def withdraw(*, referral: Referral, words: str, at: datetime, by: Actor) -> Referral:
    """Take a referral back: by those who made it, or by the young person at any time. The service is told."""
    stored = locked(referral)
    was_sent = stored.sent_at is not None
    withdrawn = moved(stored, "withdraw", at=at, by=by, said=Said(words=words), due_on=None, ended_at=at)
    leave_place(withdrawn, Place.Became.CLOSED, at=at, by=by)
    _close(withdrawn, at=at, by=by)
    if was_sent:
        _telling.tell_service(withdrawn, "A referral was taken back. You need do nothing.", at=at, by=by)
    _telling.tell_makers(withdrawn, "A referral was taken back.", by=by)
    return withdrawn


@transaction.atomic
def take_note(*, referral: Referral, by: Actor) -> Referral:
    """What the service said has been read by those who made the referral."""
    stored = locked(referral)
    permissions.check_may_make(stored.young_person, by=by)
    if stored.news_at is None:
        raise NotPossible("There is nothing new on this referral.")
    stored.news_at = None
    stored.save(update_fields=["news_at"])
    return stored


def _tell(referral: Referral, words: str, *, at: datetime, by: Actor) -> None:
    """Those who asked, and the young person; and a service without accounts gets the link for what comes next."""
    _telling.tell_makers(referral, ANSWERED, by=by)
    _telling.tell_young_person(referral, NEWS, words, by=by)
    _go_on(referral, at=at, by=by)


def _go_on(referral: Referral, *, at: datetime, by: Actor) -> None:
    """A service without accounts gets the link for what comes next."""
    if referral.is_open and not _telling.workers(referral):
        said = "Thank you for your answer. Tell us here what comes next on this referral."
        _telling.tell_service(referral, said, at=at, by=by)


def _hear(referral: Referral, *, done: bool, words: str, by: Actor, at: datetime) -> None:
    """What came of it stands beneath the step of the plan; the step is done where that is what came."""
    if referral.step_id is None:
        return
    with house(by) as actor:
        steps.hear_back(
            step=Step.objects.get(pk=referral.step_id), done=done, words=words, on=at.date(), by=actor
        )


def _close(referral: Referral, *, at: datetime, by: Actor) -> None:
    """Nothing is to come on it any more: no link, no hand-over."""
    with house(by) as actor:
        links.take_back(referral=referral, by=actor)
        to_come = HandOver.objects.filter(referral=referral, state__in=("named", "confirmed"))
        to_come.update(state=HandOver.State.CANCELLED, settled_at=at, settled_by=by.name)
