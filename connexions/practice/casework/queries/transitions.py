"""Changes that are ahead, and how far they are prepared."""

from datetime import date
from typing import Any
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept, share_out
from connexions.ground.base.refusals import Missing
from connexions.practice.casework.models import Transition, TransitionItem
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.record import answers
from connexions.registers.people.sight import Part

OPEN = (Transition.State.AHEAD, Transition.State.CONFIRMED)


def transitions_of(*, of: YoungPerson, by: Actor) -> list[Transition]:
    """Every change, those to come first, with what is to be done."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    changes, items = answers(of, *TRANSITIONS)
    share_out(changes, "items", items)
    return changes


TRANSITIONS: tuple[Kept[Any], ...] = (
    Kept(lambda one: Transition.objects.filter(young_person_id=one).order_by("on", "id")),
    Kept(lambda one: TransitionItem.objects.filter(transition__young_person_id=one)),
)


def transition(*, transition_id: UUID, of: YoungPerson, by: Actor) -> Transition:
    """One of them. Raises ``Missing`` where this young person has none such."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found = Transition.objects.prefetch_related("items").filter(pk=transition_id, young_person=of).first()
    if found is None:
        raise Missing("There is no such change ahead of this young person.")
    return found


def ahead(*, of: YoungPerson, on: date) -> list[Transition]:
    """Those that are being prepared by now, or whose day has gone by without being settled."""
    found = Transition.objects.filter(young_person=of, state__in=OPEN, prepare_from__lte=on)
    return list(found.prefetch_related("items").order_by("on", "id"))


def told_to_them(*, of: YoungPerson, by: Actor) -> list[Transition]:
    """What is ahead and the young person has been told of: what they may read themselves."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found = Transition.objects.filter(young_person=of, state__in=OPEN).exclude(told_on=None)
    return list(found.prefetch_related("items").order_by("on", "id"))
