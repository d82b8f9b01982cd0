"""What organisations may see of a young person."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from connexions.ground.base.models import Identified, Shared
from connexions.registers.partners.models import Organisation
from connexions.registers.people.categories import ALWAYS, NEVER, names
from connexions.registers.people.models.young_person import AboutYoungPerson


def holding(organisation: int, at: datetime) -> models.Q:
    """The leaves that an organisation has at a moment: those that name it or its kind."""
    kind = Organisation.objects.filter(pk=organisation).exclude(kind="").values("kind")
    named = models.Q(organisation_id=organisation) | models.Q(organisation_kind=models.Subquery(kind))
    return named & models.Q(from_at__lte=at, until_at__gt=at)


class Leave(Identified, AboutYoungPerson, Shared):
    """What an organisation, or every one of its kind, may see of a young person: from when, until when, and under
    which consent or disclosure.

    It is the one thing that the decision of sight reads about organisations, in Python and in PostgreSQL alike.
    Written by the actions of sharing, never by hand. A withdrawal ends it at once; nothing else does but its own day.
    """

    class Ground(models.TextChoices):
        CONSENT = "consent", "Consent"
        GATEWAY = "gateway", "Without consent, under a law"

    shared_by = (
        "organisation_id = nullif(current_setting('connexions.organisation', true), '')::bigint"
        " OR organisation_kind = people_organisation_kind()"
    )

    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    organisation_kind = models.CharField(max_length=60, blank=True)
    groups = ArrayField(models.CharField(max_length=40))
    purpose = models.CharField(max_length=40)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(help_text="The moment from which it holds no more.")
    ground = models.CharField(max_length=8, choices=Ground.choices)
    under = models.UUIDField(help_text="The consent, or the disclosure without one.")

    class Meta:
        indexes = [
            # Asked about one young person at each look of an organisation, beneath each of its rows, and of everybody
            # whom a search by name finds: whether a leave holds is read in the index alone.
            models.Index(
                fields=["young_person", "organisation"],
                include=["organisation_kind", "partnership", "from_at", "until_at"],
                name="leaves_of",
            ),
            # Those shared with an organisation, the newest first.
            models.Index(
                fields=["partnership", "organisation", "-from_at", "young_person"],
                condition=models.Q(organisation__isnull=False),
                name="leaves_to",
            ),
            models.Index(
                fields=["partnership", "organisation_kind", "-from_at", "young_person"],
                condition=~models.Q(organisation_kind=""),
                name="leaves_to_kind",
            ),
            models.Index(fields=["under"], name="leaves_under"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=True) ^ models.Q(organisation_kind=""),
                name="leave_names_one_or_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(until_at__gte=models.F("from_at")), name="leave_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(groups__contains=names(ALWAYS)), name="leave_says_who_it_is"
            ),
            models.CheckConstraint(
                condition=~models.Q(groups__overlap=names(NEVER)), name="leave_never_passes_on_dwp"
            ),
        ]
