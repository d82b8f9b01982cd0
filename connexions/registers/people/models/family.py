"""The people around a young person."""

from django.db import models

from connexions.ground.base.models import Identified, Shared, Versioned
from connexions.registers.people.categories import Group
from connexions.registers.people.models.closing import Closable
from connexions.registers.people.models.young_person import (
    AboutYoungPerson,
    YoungPerson,
    by_leave,
    not_from_dwp,
)


class Carer(Closable, Identified, AboutYoungPerson, Versioned, Shared):
    """A parent or somebody who looks after a young person, and whether we may speak with them."""

    shared_by = not_from_dwp(by_leave(Group.FAMILY_CARERS))
    closed_when_sealed = ("phone", "email", "note")

    name = models.CharField(max_length=150)
    relationship = models.CharField(max_length=60, blank=True)
    parental_responsibility = models.BooleanField(null=True, blank=True, help_text="None: not known.")
    may_contact = models.BooleanField(
        default=False, help_text="The young person is content that we speak with them."
    )
    phone = models.CharField(max_length=16, blank=True)
    email = models.EmailField(blank=True)
    note = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["young_person"], name="carers_of"),
            models.Index(fields=["partnership", "phone"], name="by_carer_phone"),
        ]


class Sibling(Identified, AboutYoungPerson):
    """A brother or sister who is on record as well; kept once for each side."""

    sibling = models.ForeignKey(
        YoungPerson, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    relationship = models.CharField(max_length=40, default="Sibling")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["young_person", "sibling"], name="sibling_once"),
            models.CheckConstraint(
                condition=~models.Q(young_person=models.F("sibling")), name="nobody_is_own_sibling"
            ),
        ]
