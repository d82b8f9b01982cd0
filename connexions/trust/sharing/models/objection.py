"""That somebody does not want other information passed on."""

from django.db import models

from connexions.ground.base.models import Identified
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson
from connexions.trust.sharing.rules import GivenBy


class Objection(Identified, AboutYoungPerson):
    """An objection under section 14 of the Education and Skills Act 2008: by the student from 16, by a parent under 16.
    While it stands, nothing is told under the act but names, address, date of birth and parents."""

    class By(models.TextChoices):
        YOUNG_PERSON = GivenBy.YOUNG_PERSON.value, "The young person"
        CARER = GivenBy.CARER.value, "A parent or carer"

    made_by = models.CharField(max_length=12, choices=By.choices)
    under_16 = models.BooleanField(help_text="On the day on which it was made.")
    made_on = models.DateField()
    words = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    ended_on = models.DateField(null=True, blank=True, help_text="First day on which it no longer stood.")
    ended_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=models.Q(ended_on=None), name="one_standing_objection"
            ),
            models.CheckConstraint(
                condition=models.Q(made_by="young_person", under_16=False)
                | models.Q(made_by="carer", under_16=True),
                name="objection_is_theirs_from_16",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("made_on")),
                name="objection_ends_after_it_is_made",
            ),
        ]
