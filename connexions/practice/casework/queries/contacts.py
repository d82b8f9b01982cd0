"""Contacts with one young person."""

from django.db.models import QuerySet

from connexions.ground.base.acting import Actor
from connexions.practice.casework.models import Contact
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part


def contacts_of(*, of: YoungPerson, by: Actor) -> QuerySet[Contact]:
    """Every contact and every try, the latest first."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    return Contact.objects.filter(young_person=of).select_related("recorded_by").order_by("-at", "-id")
