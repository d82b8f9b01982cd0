"""Makers of what tests need: partnerships, staff, young people. Each says only what matters to its test."""

from tests.factories.places import make_partnership
from tests.factories.staff import make_actor, make_staff, sign_in, signed_in
from tests.factories.young_people import (
    make_contact_point,
    make_identifier,
    make_residence,
    make_young_person,
)

__all__ = [
    "make_actor",
    "make_contact_point",
    "make_identifier",
    "make_partnership",
    "make_residence",
    "make_staff",
    "make_young_person",
    "sign_in",
    "signed_in",
]
