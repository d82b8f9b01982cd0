"""Who has helped a young person, and whom an adviser helps."""

from uuid import UUID

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.practice.casework.models import Allocation
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part


def allocations_of(*, of: YoungPerson, by: Actor) -> list[Allocation]:
    """Every adviser a young person has had, the latest first."""
    sight.sight_of(of, by=by).check(Part.HEADLINE)
    found = Allocation.objects.filter(young_person=of).select_related("adviser", "team", "allocated_by")
    return list(found.order_by("-from_on", "-id"))


def number_with(*, adviser: UUID, by: Actor) -> int:
    """How many young people of this partnership an adviser still has, those of restricted records among them."""
    with tenancy.beneath():
        return YoungPerson.objects.filter(partnership_id=by.partnership, adviser_id=adviser).count()
