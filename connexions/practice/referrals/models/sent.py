"""What a service was told."""

from django.db import models

from connexions.ground.base.models import Identified, Shared
from connexions.ground.base.sealing import SealedTextField
from connexions.practice.referrals.models.referral import OF_REFERRAL, Referral
from connexions.registers.people.categories import Group
from connexions.registers.people.models import KeptOfYoungPerson

WHY = "why"  # the parcel that holds why it was made


class Parcel(Identified, KeptOfYoungPerson, Shared):
    """What was told of one group of fields when a referral was sent, as it was told, sealed and for good.

    The service reads it as long as there is leave to share that group with it, and not a moment longer.
    """

    shared_by = (
        f"{OF_REFERRAL} AND people_shared(young_person_id,"
        """ CASE "group" WHEN 'why' THEN """
        f"""'{{{Group.WHO_NAME}}}' ELSE ARRAY["group"]::text[] END)"""
    )

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="parcels", db_index=False)
    sending = models.PositiveSmallIntegerField(help_text="1 the first time it was sent.")
    group = models.CharField(max_length=40)
    told = SealedTextField(
        purpose="referral parcel", help_text="What was told, as lines of name and words (JSON)."
    )
    under = models.UUIDField(help_text="The consent or disclosure under which it went.")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "sending", "group"], name="one_parcel_a_group")
        ]
