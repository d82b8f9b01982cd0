"""No review for a time, because."""

from datetime import date

from django.db import transaction

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import falling_due
from connexions.practice.casework.actions._noting import note
from connexions.practice.casework.models import Exemption, Reason, Review
from connexions.practice.casework.queries import editions
from connexions.registers.people.models import YoungPerson


@transaction.atomic
def give(
    *, young_person: YoungPerson, reason: str, words: str, until_on: date, on: date, by: Actor
) -> Exemption:
    """No review is due before a day. Raises ``NotPossible`` for a day gone by or where one holds already,
    ``NotAllowed`` where only a manager may give this reason."""
    permissions.check_may_write(young_person, by)
    said = editions.reason(key=reason, kind=Reason.Kind.EXEMPTION, by=by, on=on)
    if said.needs_manager and by.role not in permissions.MANAGERS and by.role is not Role.SYSTEM:
        raise NotAllowed(
            f"“{said.words}” may be given by a manager only: ask yours, or choose another reason."
        )
    if until_on <= on:
        raise NotPossible("Until a day that is still to come: the review is due again on that day.")
    YoungPerson.objects.select_for_update(of=("self",)).get(pk=young_person.pk)
    if Exemption.objects.filter(young_person=young_person, ended_on=None, until_on__gt=on).exists():
        raise NotPossible("There is an exemption already: end it first.")
    review = (
        Review.objects.select_for_update(of=("self",)).filter(young_person=young_person, held_on=None).first()
    )
    given = Exemption(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        reason_key=said.key,
        reason=said.words,
        words=words,
        from_on=on,
        until_on=until_on,
        was_due_on=review.due_on if review else None,
        given_by_id=by.id,
    )
    given.save(force_insert=True)
    note("casework.exemption.given", given, by, until_on=until_on.isoformat(), reason=said.key)
    if review and review.due_on < until_on:
        _move(review, until_on)
    return given


@transaction.atomic
def end(*, exemption: Exemption, on: date, by: Actor) -> Exemption:
    """It no longer holds: the review is due when it would have been. Raises ``NotPossible`` where it has run
    out or was ended already."""
    stored = (
        Exemption.objects.select_for_update(of=("self",)).select_related("young_person").get(pk=exemption.pk)
    )
    permissions.check_may_write(stored.young_person, by)
    if stored.ended_on is not None or stored.until_on <= on:
        raise NotPossible("This exemption has ended already.")
    stored.ended_on = on
    stored.version += 1
    stored.save(update_fields=["ended_on", "version"])
    note("casework.exemption.ended", stored, by)
    review = (
        Review.objects.select_for_update(of=("self",))
        .filter(young_person=stored.young_person, held_on=None, due_on=stored.until_on)
        .first()
    )
    if review and stored.was_due_on:
        _move(review, stored.was_due_on)
    falling_due.work_out(young_person=stored.young_person, on=on, by=by)
    return stored


def _move(review: Review, to: date) -> None:
    review.due_on = to
    review.version += 1
    review.save(update_fields=["due_on", "version"])
