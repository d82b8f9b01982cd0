"""What was agreed may be shared."""

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models

from connexions.ground.base.ids import new_id
from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.ground.design import words
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Organisation
from connexions.registers.people.audiences import any_of_kind
from connexions.registers.people.categories import ALWAYS, NEVER, Group, known, names
from connexions.registers.people.models import AboutYoungPerson, Carer
from connexions.trust.sharing.rules import GivenBy

# No consent lasts longer anywhere; a partnership may say less. What nobody has thought of for two years is not agreed.
LONGEST = timedelta(days=731)


class SharingRules(Identified, Tenanted, Versioned):
    """How a partnership shares: how long a consent may last, when it is asked again. Edited, not coded."""

    longest_months = models.PositiveSmallIntegerField(default=24)
    usual_months = models.PositiveSmallIntegerField(default=12, help_text="What the form suggests.")
    ask_again_days = models.PositiveSmallIntegerField(
        default=28, help_text="So long before a consent ends, its adviser is reminded to ask again."
    )

    class Meta:
        verbose_name_plural = "sharing rules"
        constraints = [
            models.UniqueConstraint(fields=["partnership"], name="one_set_of_sharing_rules"),
            models.CheckConstraint(
                condition=models.Q(longest_months__range=(1, 24), usual_months__gte=1)
                & models.Q(usual_months__lte=models.F("longest_months")),
                name="consent_lasts_two_years_at_most",
            ),
        ]


class Consent(Identified, AboutYoungPerson):
    """That one organisation, or every one of a kind, may be told some of what is recorded, for one purpose, from when
    until when. Several that were given at once, to several organisations, bear the same ``giving``; each is withdrawn
    alone or with the others.
    """

    class How(models.TextChoices):
        WRITING = "writing", "In writing"
        SPOKEN = "spoken", "Spoken"
        ONLINE = "online", "Online"

    class By(models.TextChoices):
        YOUNG_PERSON = GivenBy.YOUNG_PERSON.value, "The young person"
        CARER = GivenBy.CARER.value, "A parent or carer"

    giving = models.UUIDField(default=new_id, help_text="The same for those given at once.")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    organisation_kind = models.CharField(max_length=60, blank=True)
    groups = ArrayField(models.CharField(max_length=40))
    purpose = models.CharField(max_length=40, help_text="The code of a purpose.")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()

    how = models.CharField(max_length=8, choices=How.choices)
    given_by = models.CharField(max_length=12, choices=By.choices)
    carer = models.ForeignKey(
        Carer, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    under_16 = models.BooleanField(help_text="On the day on which it was given.")
    competent = models.BooleanField(
        null=True, blank=True, help_text="Whether they were judged able to decide this, under 16."
    )
    competence_why = models.CharField(max_length=500, blank=True)
    competence_judged_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    renews = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewed_by", db_index=False
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    asked_again_at = models.DateTimeField(
        null=True, blank=True, help_text="When the young person was told that it ends soon."
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    withdrawn_by_them = models.BooleanField(default=False, help_text="The young person did it themselves.")
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "-recorded_at"], name="consents_of"),
            models.Index(
                fields=["renews"], condition=models.Q(renews__isnull=False), name="consents_renewing"
            ),
            # Which end soon.
            models.Index(
                fields=["partnership", "until_at"],
                condition=models.Q(withdrawn_at=None),
                name="consents_ending",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=True) ^ models.Q(organisation_kind=""),
                name="consent_names_one_or_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(until_at__gt=models.F("from_at"))
                & models.Q(until_at__lte=models.F("from_at") + LONGEST),
                name="consent_ends_within_two_years",
            ),
            models.CheckConstraint(
                condition=models.Q(groups__contains=names(ALWAYS)), name="consent_says_who_it_is"
            ),
            models.CheckConstraint(
                condition=~models.Q(groups__overlap=names(NEVER)), name="consent_never_names_dwp"
            ),
            models.CheckConstraint(
                condition=models.Q(given_by="young_person", under_16=False, competent=None)
                | models.Q(given_by="young_person", under_16=True, competent=True)
                | models.Q(given_by="carer", under_16=True, competent=False),
                name="carer_consents_only_where_they_cannot",
            ),
            models.CheckConstraint(
                condition=models.Q(competent=None) | ~models.Q(competence_why=""),
                name="competence_is_judged_with_a_reason",
            ),
        ]

    @property
    def whom(self) -> str:
        """To whom, in words, as a line begins."""
        return (
            self.organisation.name
            if self.organisation
            else words.sentence(any_of_kind(self.organisation_kind))
        )

    @property
    def of_groups(self) -> frozenset[Group]:
        """What may be told."""
        return known(self.groups)

    def holds(self, at: datetime) -> bool:
        """Whether it is in force at a moment."""
        ends = self.until_at if self.withdrawn_at is None else min(self.until_at, self.withdrawn_at)
        return self.from_at <= at < ends
