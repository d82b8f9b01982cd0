"""Reviews of one young person."""

from connexions.ground.base.acting import Actor
from connexions.practice.casework.models import Review
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part


def reviews_of(*, of: YoungPerson, by: Actor) -> list[Review]:
    """Every review, held and to come, the latest first."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found = Review.objects.filter(young_person=of).select_related("held_by", "assessment")
    return list(found.order_by("-due_on", "-id"))


def due(*, of: YoungPerson, by: Actor) -> Review | None:
    """The review that is to come, if a day was set."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    return Review.objects.filter(young_person=of, held_on=None).first()
