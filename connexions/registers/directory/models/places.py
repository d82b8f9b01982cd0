from django.db import models

from connexions.ground.base.models import Identified, Published
from connexions.registers.directory.models.feeds import Feed
from connexions.registers.directory.models.service import Service


class Location(Identified, Published):
    """A place where services are, on the ground, by post or on a screen. Metres are those of the national grid."""

    class Kind(models.TextChoices):
        PHYSICAL = "physical", "A place to go to"
        POSTAL = "postal", "By post"
        VIRTUAL = "virtual", "Online or by phone"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PHYSICAL)
    name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    address_1 = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    county = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    country = models.CharField(max_length=2, default="GB")
    easting = models.IntegerField(null=True)
    northing = models.IntegerField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    wheelchair = models.BooleanField(null=True, help_text="None where nobody has said.")
    address_id = models.UUIDField(null=True, help_text="What the address is called in Open Referral.")
    feed = models.ForeignKey(Feed, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    source_id = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["easting", "northing"], name="locations_on_the_grid")]

    def __str__(self) -> str:
        return self.name or ", ".join(filter(None, (self.address_1, self.city, self.postcode)))


class Accessibility(Identified, Published):
    """One thing about getting in and about at a place: a ramp, a hearing loop, four steps."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="accessibility")
    description = models.CharField(max_length=300)
    details = models.TextField(blank=True)
    url = models.URLField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "accessibility"


class ServiceAtLocation(Identified, Published):
    """A service at one of the places where it is."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="at", db_index=False)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="services")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "location"], name="service_once_a_place")]
