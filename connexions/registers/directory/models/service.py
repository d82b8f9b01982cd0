from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from connexions.ground.base.models import Identified, Published, Versioned
from connexions.registers.accounts.models import User
from connexions.registers.directory.models.feeds import Feed
from connexions.registers.directory.models.topics import TaxonomyTerm
from connexions.registers.partners.models import Centre, Organisation


class Provider(Identified, Published):
    """Who runs services, as the public knows them; perhaps an organisation that works with the partnership."""

    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    feed = models.ForeignKey(Feed, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    source_id = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["partnership", "name"], name="providers_by_name")]

    def __str__(self) -> str:
        return self.name


class Service(Identified, Published, Versioned):
    """One thing that somebody does for young people: where it is, when it is open and what it costs hang on it."""

    class Status(models.TextChoices):
        ACTIVE = "active", "Open"
        PAUSED = "temporarily closed", "Closed for now"
        INACTIVE = "inactive", "Not running"
        CLOSED = "defunct", "Closed for good"

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    url = models.URLField(max_length=300, blank=True)
    email = models.EmailField(blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.ACTIVE)
    alert = models.CharField(max_length=500, blank=True, help_text="What is different just now.")
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    who_for = models.TextField(blank=True, help_text="Who can use it, where ages do not say all.")
    how_to_use = models.TextField(
        blank=True, help_text="How somebody gets there: ring, walk in, be referred."
    )
    drop_in = models.BooleanField(default=False, help_text="Nothing need be booked.")
    accreditations = models.TextField(blank=True)
    terms = models.ManyToManyField(TaxonomyTerm, through="ServiceTopic", related_name="services")
    centre = models.OneToOneField(
        Centre,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="A centre of ours.",
    )
    assured_on = models.DateField(null=True, blank=True, help_text="When somebody last checked it.")
    assured_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    assurer_email = models.EmailField(blank=True)
    modified_at = models.DateTimeField()
    feed = models.ForeignKey(Feed, null=True, on_delete=models.PROTECT, related_name="services")
    source_id = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="Of what the feed said last.")
    asked = models.CharField(
        max_length=64, blank=True, help_text="With what filter its feed was read when it named it last."
    )
    gone_at = models.DateTimeField(null=True, help_text="Since when its feed names it no more.")
    words = SearchVectorField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "name"], name="services_by_name"),
            models.Index(fields=["partnership", "assured_on"], name="services_by_check"),
            models.Index(fields=["modified_at", "id"], name="services_by_change"),
            GinIndex(fields=["words"], name="services_by_words"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["feed", "source_id"],
                condition=models.Q(feed__isnull=False),
                name="service_once_a_feed",
            ),
            models.CheckConstraint(
                condition=models.Q(minimum_age=None)
                | models.Q(maximum_age=None)
                | models.Q(maximum_age__gte=models.F("minimum_age")),
                name="youngest_before_oldest",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation(self) -> Organisation | None:
        """The organisation of the partnership that runs it, if one does."""
        return self.provider.organisation

    @property
    def is_open(self) -> bool:
        """Whether anybody can be sent there at all."""
        return self.status == self.Status.ACTIVE and self.gone_at is None


class ServiceTopic(Identified, Published):
    """A topic by which a service is found."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="topics", db_index=False)
    term = models.ForeignKey(TaxonomyTerm, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "term"], name="topic_once_a_service")]
