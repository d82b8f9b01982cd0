"""The queue at the front desk: somebody comes in, is taken, leaves; the day is closed."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.appointments import permissions
from connexions.practice.appointments.actions._noting import hand, note
from connexions.practice.appointments.models import Waiting
from connexions.practice.appointments.queries import places, queue
from connexions.practice.appointments.rules.states import WAITING
from connexions.practice.casework.actions import contacts
from connexions.practice.casework.models import Contact
from connexions.registers.partners.models import Centre
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

State = Waiting.State


@transaction.atomic
def arrive(
    *,
    centre: Centre,
    at: datetime,
    on: date,
    by: Actor,
    young_person: YoungPerson | None = None,
    first_name: str = "",
    about: str = "",
    urgent_reason: str = "",
) -> Waiting:
    """Let somebody in: by their record, or by a first name alone, which makes no record. Raises
    ``NotPossible`` where they wait already."""
    _check_front_desk(by)
    places.centre(centre_id=centre.pk, by=by)
    if young_person is not None:
        sight.sight_of(young_person, by=by).check(Part.HEADLINE)
    elif not first_name.strip():
        raise NotPossible("Give a first name to call them by.")
    today = Waiting.objects.filter(partnership_id=by.partnership, centre=centre, on=on)
    Centre.objects.select_for_update().get(pk=centre.pk)  # tickets are given one after the other
    here = today.filter(young_person=young_person, state__in=(State.WAITING, State.WITH_ADVISER))
    if young_person is not None and here.exists():
        raise NotPossible(f"{young_person.name} is in the queue already.")
    made = Waiting(
        partnership_id=by.partnership,
        centre=centre,
        on=on,
        ticket=(today.aggregate(last=Max("ticket"))["last"] or 0) + 1,
        young_person=young_person,
        first_name="" if young_person else first_name.strip(),
        about=about,
        urgent=bool(urgent_reason),
        urgent_reason=urgent_reason,
        came_at=at,
    )
    made.save(force_insert=True)
    note("waiting.arrived", made, by, ticket=made.ticket, urgent=made.urgent)
    return made


@transaction.atomic
def take(*, waiting: Waiting, at: datetime, by: Actor) -> Waiting:
    """Take somebody. Whoever is second is told who was first. Raises ``NotPossible``, ``NotAllowed``."""
    stored = _locked(waiting, by)
    if stored.state == State.WITH_ADVISER and stored.taken_by is not None:
        who = "You are" if stored.taken_by_id == by.id else f"{stored.taken_by.name} is"
        raise NotPossible(f"{who} with them already.")
    _go(stored, "take", at)
    stored.taken_by_id, stored.taken_at, stored.ended_at = hand(by), at, None
    return _saved(stored, "taken", by)


@transaction.atomic
def take_next(*, centre: Centre, on: date, at: datetime, by: Actor) -> Waiting:
    """Take whoever is next and may be seen by *by*. Raises ``NotPossible`` where nobody is."""
    _check_front_desk(by)
    for place in queue.queue(centre=centre.pk, on=on, by=by).waiting:
        person = place.waiting.young_person
        if person is None or sight.sight_of(person, by=by).may_write(Part.CASEWORK):
            return take(waiting=place.waiting, at=at, by=by)
    raise NotPossible("Nobody is waiting whom you may see.")


@transaction.atomic
def put_back(*, waiting: Waiting, at: datetime, by: Actor) -> Waiting:
    """Let somebody wait again, in their old place: they were taken by mistake, or have come back."""
    stored = _locked(waiting, by)
    _go(stored, "put_back", at)
    stored.taken_by_id = stored.taken_at = stored.ended_at = None
    return _saved(stored, "put_back", by)


@transaction.atomic
def leave(*, waiting: Waiting, at: datetime, by: Actor, outcome: str = "") -> Waiting:
    """They left without being seen."""
    stored = _locked(waiting, by)
    _go(stored, "leave", at)
    stored.ended_at, stored.outcome = at, outcome
    return _saved(stored, "left", by)


@transaction.atomic
def finish(*, waiting: Waiting, words: str, at: datetime, by: Actor) -> Waiting:
    """They have been seen. With a record, what was said is a contact, written once; without, a few words stay
    until the day is closed."""
    stored = _locked(waiting, by)
    begun_at = stored.taken_at or at
    _go(stored, "finish", at)
    stored.ended_at = at
    if stored.young_person is not None:
        stored.contact = contacts.record(
            young_person=stored.young_person,
            at=begun_at,
            channel=Contact.Channel.MET,
            outcome=Contact.Outcome.SPOKE,
            words=words,
            recorded_at=at,
            by=by,
        )
    else:
        stored.outcome = words[:200]
    return _saved(stored, "seen", by)


@transaction.atomic
def link(*, waiting: Waiting, young_person: YoungPerson, by: Actor) -> Waiting:
    """Say who it is: from here on they are known by their record, and the first name is forgotten."""
    stored = _locked(waiting, by)
    permissions.check_may_write(young_person, by)
    if stored.young_person_id is not None:
        raise NotPossible("They are known by their record already.")
    stored.young_person, stored.first_name = young_person, ""
    return _saved(stored, "linked", by)


@transaction.atomic
def close_day(*, centre: Centre, on: date, at: datetime, by: Actor) -> int:
    """Close the day at a front desk: nobody waits any more, and the names of those without a record are
    forgotten. Returns how many had not been seen."""
    if by.is_staff:
        _check_front_desk(by)
    today = Waiting.objects.select_for_update(of=("self",)).filter(
        partnership_id=by.partnership, centre=centre, on=on
    )
    left = 0
    for one in today.order_by("ticket"):
        if WAITING.may(one.state, "close"):
            left += one.state == State.WAITING
            _go(one, "close", at)
            one.ended_at = at
        if one.young_person_id is None:
            one.first_name = one.about = one.urgent_reason = one.outcome = ""
        one.save()
    note("waiting.day_closed", centre, by, on=on.isoformat(), not_seen=left)
    return left


def _go(stored: Waiting, move: str, at: datetime) -> None:
    stored.state = WAITING.after(stored.state, move)


def _locked(waiting: Waiting, by: Actor) -> Waiting:
    whole = Waiting.objects.select_related("young_person", "taken_by", "centre")
    stored = whole.select_for_update(of=("self",)).get(pk=waiting.pk)
    permissions.check_may_see_to(stored, by)
    return stored


def _saved(stored: Waiting, event: str, by: Actor) -> Waiting:
    stored.version += 1
    stored.save()
    note(f"waiting.{event}", stored, by, ticket=stored.ticket)
    return stored


def _check_front_desk(by: Actor) -> None:
    permissions.check_may_see_to(Waiting(), by)
