from django.db import models
from django.db.models import Q

from connexions.ground.base.models import Identified, Versioned
from connexions.practice.casework.models.contact import Contact
from connexions.registers.accounts.models import User
from connexions.registers.people.models import AboutYoungPerson


class FollowUp(Identified, AboutYoungPerson, Versioned):
    """Something that a member of staff is to do for a young person by a day, and whether it was done."""

    class Status(models.TextChoices):
        TO_DO = "to_do", "To do"
        DONE = "done", "Done"
        NOT_DONE = "not_done", "Not done"

    words = models.CharField(max_length=300)
    due_on = models.DateField()
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="follow_ups"
    )
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.TO_DO)
    came_of_it = models.CharField(max_length=300, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "due_on"], name="follow_ups_of"),
            # Today asks for the open ones of one owner: few, however many there have been.
            models.Index(fields=["owner", "due_on"], name="follow_ups_to_do", condition=Q(status="to_do")),
        ]
