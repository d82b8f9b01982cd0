"""The one record of a young person."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models.functions import Now

from connexions.ground.base.models import Identified, Shared, Tenanted, Versioned
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Establishment, Team
from connexions.registers.people.categories import Group

if TYPE_CHECKING:
    from connexions.ground.base.acting import Actor


def by_leave(*groups: Group, of: str = "young_person_id") -> str:
    """The rows that an organisation may see: those about whom it has leave for one of these groups now. For
    ``Shared.shared_by``; the function is beside the table of leaves."""
    return f"people_shared({of}, '{{{','.join(groups)}}}')"


# What came from the Department for Work and Pensions bears its name as the source. It cannot leave (ESA 2008 s15, s17).
FROM_DWP = "DWP"


def not_from_dwp(shared: str) -> str:
    """The same, but for rows whose source is the Department for Work and Pensions: those are shared with nobody."""
    return f"source NOT ILIKE '{FROM_DWP}%' AND ({shared})"


class Gender(models.TextChoices):
    FEMALE = "F", "Female"
    MALE = "M", "Male"
    NOT_KNOWN = "U", "Not known"
    WITHHELD = "W", "Does not want to say"


class LevelOfNeed(models.TextChoices):
    """The tier of support."""

    INTENSIVE = "intensive", "Intensive"
    SUPPORTED = "supported", "Supported"
    MINIMUM = "minimum", "Minimum"


class SpecialNeeds(models.TextChoices):
    """Special educational needs: a plan and support are never both current."""

    NONE = "none", "None known"
    SUPPORT = "sen_support", "SEN support"
    EHC_PLAN = "ehc_plan", "EHC plan"


class YoungPeople(models.QuerySet["YoungPerson"]):
    """Young people, narrowed to those whom a reader may know of."""

    def visible_to(self, by: Actor) -> YoungPeople:
        from connexions.registers.people import sight

        return self.filter(sight.visible(by))


class YoungPerson(Identified, Tenanted, Versioned, Shared):
    """A young person whom a partnership serves; who they are, and who helps them now."""

    shared_by = by_leave(Group.WHO_NAME, of="id")

    given_name = models.CharField(max_length=100)
    middle_names = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100)
    preferred_name = models.CharField(max_length=100, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    date_of_birth = models.DateField()
    gender = models.CharField(max_length=1, choices=Gender.choices, default=Gender.NOT_KNOWN)
    ethnicity = models.CharField(max_length=4, default="NOBT")
    first_language = models.CharField(max_length=60, blank=True)
    needs_interpreter = models.BooleanField(default=False)
    communication_needs = models.TextField(blank=True)
    contact_preference = models.CharField(max_length=200, blank=True, help_text="How and when best reached.")

    lead_authority = models.CharField(max_length=3, blank=True)
    educated_authority = models.CharField(max_length=3, blank=True)
    authority_at_year_11 = models.CharField(max_length=3, blank=True)
    school = models.ForeignKey(
        Establishment, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    taught_in_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Only where it differs from the year group that age gives."
    )

    level_of_need = models.CharField(max_length=12, choices=LevelOfNeed.choices, default=LevelOfNeed.MINIMUM)
    special_needs = models.CharField(max_length=12, choices=SpecialNeeds.choices, default=SpecialNeeds.NONE)
    cohort_status = models.CharField(max_length=1, default="P")

    # Who helps them now. Written by casework's allocations; here because every reading of a record asks it.
    adviser = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="caseload", db_index=False
    )
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    allocated_on = models.DateField(null=True, blank=True)

    created_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[models.Manager[YoungPerson]] = YoungPeople.as_manager()

    class Meta:
        verbose_name_plural = "young people"
        constraints = [
            # What every row about a young person refers to, so that it cannot belong to another partnership.
            models.UniqueConstraint(fields=["partnership", "id"], name="young_person_of_partnership"),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "adviser", "family_name", "given_name", "id"], name="caseload"
            ),
            models.Index(
                fields=["partnership", "team", "family_name", "given_name", "id"], name="team_caseload"
            ),
            models.Index(fields=["partnership", "family_name", "given_name", "id"], name="by_name"),
            models.Index(fields=["partnership", "date_of_birth"], name="by_date_of_birth"),
            models.Index(fields=["partnership", "created_at"], name="by_arrival"),
            models.Index(
                fields=["partnership"],
                condition=models.Q(adviser=None) & ~models.Q(level_of_need="minimum"),
                name="in_need_and_nobodys",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def known_as(self) -> str:
        """The name they want to be called by."""
        return self.preferred_name or self.given_name

    @property
    def name(self) -> str:
        """The name that a page says."""
        return f"{self.known_as} {self.family_name}"

    @property
    def full_name(self) -> str:
        """The whole legal name."""
        return " ".join(filter(None, (self.given_name, self.middle_names, self.family_name)))


class AboutYoungPerson(Tenanted):
    """A row about a young person. Its key to them is composite (``base.protection``): the same partnership,
    always."""

    young_person = models.ForeignKey(
        YoungPerson, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="%(class)ss"
    )

    class Meta:
        abstract = True


class KeptOfYoungPerson(AboutYoungPerson):
    """A row about a young person that is added and never changed or taken away, whatever becomes of their record."""

    append_only = True

    young_person = models.ForeignKey(
        YoungPerson, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )

    class Meta:
        abstract = True
