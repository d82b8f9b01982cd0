"""What was told to whom, and why it was allowed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from connexions.ground.base.models import Identified, Tenanted
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Organisation
from connexions.registers.people.categories import NEVER, Group, known, names
from connexions.registers.people.models import AboutYoungPerson, Leave
from connexions.trust.sharing.models.gateway import Gateway


class Disclosure(Identified, AboutYoungPerson):
    """Something about a young person that was told to an organisation, or is to be: what, when, by whom, and under
    which consents or which gateway. Never changed; what became of it stands in rows of its own.

    One without consent that asks for a second pair of eyes is told only when somebody has agreed (``SecondLook``).
    """

    append_only = True

    Ground = Leave.Ground

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    groups = ArrayField(models.CharField(max_length=40))
    what = models.CharField(max_length=300, help_text="In words: the referral to Northside Housing.")
    ground = models.CharField(max_length=8, choices=Ground.choices)
    under = ArrayField(
        models.UUIDField(), default=list, help_text="The consents or disclosures it stands on."
    )
    gateway = models.ForeignKey(
        Gateway, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reason = models.TextField(blank=True, help_text="Why it is told without consent.")
    waits = models.BooleanField(default=False, help_text="A manager must agree before it is told.")
    told_young_person = models.BooleanField(default=True)
    why_not_told = models.CharField(max_length=500, blank=True)
    review_on = models.DateField(
        null=True, blank=True, help_text="When it is looked at again whether they can be told."
    )
    seen_until_at = models.DateTimeField(
        null=True, blank=True, help_text="Until when the organisation may see it in the portal."
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    by_name = models.CharField(max_length=200, help_text="Who, or which job of the system.")

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "-at"], name="disclosures_of"),
            models.Index(fields=["partnership", "organisation", "-at"], name="disclosures_to"),
            models.Index(
                fields=["partnership", "at"], condition=models.Q(waits=True), name="disclosures_that_waited"
            ),
            models.Index(
                fields=["partnership", "review_on"],
                condition=models.Q(told_young_person=False),
                name="disclosures_not_told",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ground="consent", gateway=None, waits=False)
                | (models.Q(ground="gateway", gateway__isnull=False) & ~models.Q(reason="")),
                name="without_consent_a_gateway_and_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(ground="gateway") | models.Q(under__len__gt=0),
                name="with_consent_the_consent_is_named",
            ),
            models.CheckConstraint(
                condition=models.Q(told_young_person=True, why_not_told="", review_on=None)
                | (models.Q(told_young_person=False, review_on__isnull=False) & ~models.Q(why_not_told="")),
                name="silence_has_a_reason_and_a_review",
            ),
            models.CheckConstraint(
                condition=~models.Q(groups__overlap=names(NEVER)), name="disclosure_never_passes_on_dwp"
            ),
        ]

    @property
    def of_groups(self) -> frozenset[Group]:
        """What was told."""
        return known(self.groups)


class SecondLook(Identified, Tenanted):
    """A manager's answer to a disclosure without consent: agreed, and it is told; or not."""

    append_only = True

    disclosure = models.OneToOneField(Disclosure, on_delete=models.PROTECT, related_name="second_look")
    agreed = models.BooleanField()
    why = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreed=True) | ~models.Q(why=""), name="declined_with_a_reason"
            )
        ]


class TellingReview(Identified, Tenanted):
    """Somebody looked again whether a young person can be told of a disclosure: told now, or not yet and why."""

    append_only = True

    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, related_name="telling_reviews", db_index=False
    )
    told = models.BooleanField()
    why = models.CharField(max_length=500, blank=True)
    review_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["disclosure", "-at"], name="telling_reviews_of")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(told=True, review_on=None)
                | (models.Q(told=False, review_on__isnull=False) & ~models.Q(why="")),
                name="not_yet_has_a_reason_and_a_review",
            )
        ]
