"""Objecting to other information being passed on, and taking that back."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from connexions.engines.currency.years import age
from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.registers.people.models import YoungPerson
from connexions.trust.sharing import permissions, rules
from connexions.trust.sharing.models import Objection
from connexions.trust.sharing.rules import GivenBy


@transaction.atomic
def make(
    *, young_person: YoungPerson, made_by: str, made_on: date, by: Actor, at: datetime, words: str = ""
) -> Objection:
    """Record an objection under section 14. Raises ``NotAllowed``, ``NotPossible``."""
    permissions.check_may_decide(young_person, by)
    years = age(young_person.date_of_birth, made_on)
    if why := rules.why_not_objected(age=years, made_by=GivenBy(made_by)):
        raise NotPossible(why)
    try:
        with transaction.atomic():
            objection = Objection.objects.create(
                partnership_id=young_person.partnership_id,
                young_person=young_person,
                made_by=made_by,
                under_16=years < rules.OF_AGE,
                made_on=made_on,
                words=words[:500],
                recorded_at=at,
                recorded_by_id=by.id,
            )
    except IntegrityError as clash:
        raise NotPossible("An objection stands already.") from clash
    _note("sharing.objection.made", objection, by)
    return objection


@transaction.atomic
def end(*, objection: Objection, on: date, by: Actor) -> Objection:
    """Take an objection back, from a day on. Raises ``NotAllowed``, ``NotPossible``."""
    locked = Objection.objects.select_for_update(of=("self",)).select_related("young_person")
    stored = locked.get(pk=objection.pk)
    permissions.check_may_decide(stored.young_person, by)
    if stored.ended_on is not None:
        raise NotPossible("This objection was taken back already.")
    if on < stored.made_on:
        raise NotPossible("It cannot end before it was made.")
    stored.ended_on, stored.ended_by_id = on, by.id
    stored.save(update_fields=["ended_on", "ended_by"])
    _note("sharing.objection.ended", stored, by)
    return stored


def _note(event: str, objection: Objection, by: Actor) -> None:
    audit.record(
        event=event,
        by=by,
        young_person_id=objection.young_person_id,
        about=f"objection:{objection.pk}",
    )
