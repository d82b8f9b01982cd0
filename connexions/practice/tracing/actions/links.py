"""Links by which a young person or a carer says what the young person does now, and what they answer."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from connexions.ground.base.acting import Actor, Role, system
from connexions.ground.base.ids import new_id
from connexions.ground.base.refusals import Conflict, NotAllowed, NotPossible
from connexions.ground.messaging import queries as post_room
from connexions.practice.tracing import permissions
from connexions.practice.tracing.actions._noting import note
from connexions.practice.tracing.models import Sending, StatusAnswer, StatusLink
from connexions.practice.tracing.queries.answers import current_of, texted
from connexions.practice.tracing.rules.links import meaning, why_closed
from connexions.practice.tracing.rules.wording import PURPOSE
from connexions.practice.tracing.signing import secret_of
from connexions.practice.tracking.actions import activities
from connexions.practice.tracking.models import Activity
from connexions.registers.accounts.by_link import count_wrong, hash_of
from connexions.registers.people.models import Carer, ContactPoint, YoungPerson

SOURCE_KEY = "answer_by_link"
State = StatusLink.State


@dataclass(frozen=True)
class Said:
    """What was answered: that it is still so, or what it is now."""

    still: bool = False
    does: str = ""
    where: str = ""
    since_on: date | None = None
    words: str = ""
    wants_help: bool = False


@transaction.atomic
def ask(
    *,
    young_person: YoungPerson,
    days: int,
    at: datetime,
    by: Actor,
    carer: Carer | None = None,
    sending: Sending | None = None,
) -> StatusLink:
    """A link for a young person, or for a carer whom they are content that we speak with. An earlier one opens nothing
    any more. Raises ``NotAllowed``, ``NotPossible``."""
    permissions.check_may_try(young_person, by)
    if carer is not None and (carer.young_person_id != young_person.pk or not carer.may_contact):
        raise NotPossible(f"{young_person.known_as} has not said that we may speak with them.")
    before = StatusLink.objects.filter(young_person=young_person, carer=carer, state=State.OPEN)
    before.update(state=State.WITHDRAWN)
    made = new_id()
    link = StatusLink(
        id=made,
        partnership_id=by.partnership,
        young_person=young_person,
        carer=carer,
        sending=sending,
        secret_hash=hash_of(secret_of(made)),
        asked_by_id=by.id,
        asked_at=at,
        good_until=at + timedelta(days=days),
    )
    link.save(force_insert=True)
    note("tracing.link.made", link, by, to="carer" if carer else "young person")
    return link


@transaction.atomic
def withdraw(*, link: StatusLink, by: Actor) -> None:
    """Take a link back: it opens nothing any more."""
    permissions.check_may_settle(link.young_person, by)
    StatusLink.objects.filter(pk=link.pk, state=State.OPEN).update(state=State.WITHDRAWN)
    note("tracing.link.withdrawn", link, by)


@transaction.atomic
def unlock(*, link: StatusLink, born_on: date, at: datetime, by: Actor) -> bool:
    """Whether *born_on* is the young person's: what a link asks before it shows a word. Every wrong one is a try.

    After five the link is closed for good. Raises ``NotPossible`` for one that is not open.
    """
    stored = _open(link, at, by)
    if stored.young_person.date_of_birth == born_on:
        note("tracing.link.opened", stored, by)
        return True
    if count_wrong(stored):
        StatusLink.objects.filter(pk=stored.pk).update(state=State.SHUT)
    note("tracing.link.wrong_date", stored, by)
    return False


@transaction.atomic
def answer(*, link: StatusLink, said: Said, on: date, at: datetime, by: Actor) -> StatusAnswer:
    """Take an answer: applied at once where it confirms what is recorded, else for somebody to look at.

    Raises ``NotPossible`` for a link that is not open, or an answer that says nothing.
    """
    stored = _open(link, at, by)
    who = stored.carer.name if stored.carer else ""
    made = _taken(stored.young_person, said, StatusAnswer.Way.LINK, who, on, at, by, link=stored)
    StatusLink.objects.filter(pk=stored.pk).update(state=State.ANSWERED)
    return made


@transaction.atomic
def say(*, young_person: YoungPerson, said: Said, on: date, at: datetime, by: Actor) -> StatusAnswer:
    """A young person says on their own page what they do now. Raises ``NotAllowed``, ``NotPossible``."""
    if by.role is not Role.YOUNG_PERSON or by.young_person != young_person.pk:
        raise NotAllowed("Only the young person says this here. Record it as a contact instead.")
    # What they say of themselves they do not write themselves: it is confirmed, or read by somebody.
    taker = system("own page", partnership=by.partnership)
    return _taken(young_person, said, StatusAnswer.Way.PAGE, "", on, at, taker)


@transaction.atomic
def text_came(*, number: str, words: str, on: date, at: datetime, by: Actor) -> StatusAnswer:
    """A text came from a number: a yes or 1 confirms, another number or words are looked at.

    It is theirs to whom something was texted at this number of late. Raises ``NotPossible`` where nobody was, where
    brothers and sisters share the number and it is not clear of whom it speaks, or where the last that was sent to
    it asked something else.
    """
    if by.role is not Role.SYSTEM:
        raise NotAllowed("Texts that come in are taken by the post room.")
    here = ContactPoint.objects.filter(partnership=by.partnership, value=number)
    points = list(here.select_related("young_person"))
    asked = texted([one.pk for one in points], since=at - timedelta(days=90))
    whom = {one.young_person_id: one for one in points if one.pk in asked}
    if not whom:
        raise NotPossible("Nobody was asked anything at this number of late.")
    if len(whom) > 1:
        raise NotPossible("Several young people share this number: ring it and ask of whom it speaks.")
    latest = post_room.to_address(number, by=by).first()
    if latest is not None and latest.purpose != PURPOSE:
        raise NotPossible("The last text to this number was about something else, which it may answer.")
    point = next(iter(whom.values()))
    meant = meaning(words)
    said = Said(still=meant.still, does=meant.does, where=meant.rest, words=words.strip()[:600])
    return _taken(point.young_person, said, StatusAnswer.Way.TEXT, point.whose, on, at, by)


def _open(link: StatusLink, at: datetime, by: Actor) -> StatusLink:
    found = StatusLink.objects.select_for_update(of=("self",)).select_related("young_person", "carer")
    stored = found.get(pk=link.pk)
    if by.role is not Role.SYSTEM or by.partnership != stored.partnership_id:
        raise NotAllowed("Only whoever was sent this link can answer by it.")
    closed = why_closed(state=stored.state, good_until=stored.good_until, tries=stored.tries, at=at)
    if closed:
        raise NotPossible(closed)
    return stored


def _taken(
    young_person: YoungPerson,
    said: Said,
    way: StatusAnswer.Way,
    who: str,
    on: date,
    at: datetime,
    by: Actor,
    link: StatusLink | None = None,
) -> StatusAnswer:
    current = current_of(young_person)
    if not (said.still or said.does or said.words.strip()):
        raise NotPossible("Choose what you do now, or write it.")
    applied = said.still and current is not None and _confirmed(current, way, who, on, by)
    made = StatusAnswer(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        link=link,
        way=way,
        by_carer=who,
        state=StatusAnswer.State.CONFIRMED if applied else StatusAnswer.State.TO_LOOK_AT,
        does=said.does,
        where=said.where.strip(),
        since_on=said.since_on,
        words=said.words.strip(),
        wants_help=said.wants_help,
        about=current,
        answered_at=at,
    )
    made.save(force_insert=True)
    note("tracing.answer.came", made, by, state=made.state)
    return made


def _confirmed(current: Activity, way: StatusAnswer.Way, who: str, on: date, by: Actor) -> bool:
    """Whether it could be confirmed at once. What is not known cannot be, nor what somebody changes at this moment."""
    if current.kind.group == "not_known":
        return False
    told = f"{who or 'Their own answer'}, {StatusAnswer.Way(way).label.lower()}"[:100]
    try:
        activities.confirm(
            activity=current, on=on, by=by, version=current.version, source=told, source_key=SOURCE_KEY
        )
    except Conflict:
        return False
    return True
