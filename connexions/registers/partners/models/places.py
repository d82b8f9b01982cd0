from django.db import models

from connexions.ground.base.ids import new_id


class Partnership(models.Model):
    """One service: 47 of them in the Connexions years. Number 0 is the national unit, which holds no young
    people.
    """

    id = models.IntegerField(primary_key=True)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    region = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class LocalAuthority(models.Model):
    """An English local authority by its DfE number, and the partnership that serves it, if any does here."""

    code = models.CharField(primary_key=True, max_length=3)
    gss_code = models.CharField(max_length=9, blank=True)
    name = models.CharField(max_length=100)
    region = models.CharField(max_length=60, blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    partnership = models.ForeignKey(
        Partnership, null=True, on_delete=models.PROTECT, related_name="local_authorities"
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "local authorities"

    def __str__(self) -> str:
        return self.name


class Establishment(models.Model):
    """A school, college or provider: public reference data, the same for every partnership."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    local_authority = models.ForeignKey(LocalAuthority, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(
        max_length=7, unique=True, null=True, help_text="Authority and DfE number: 3914032."
    )
    urn = models.CharField(max_length=6, blank=True)
    ukprn = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60, blank=True)
    town = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    easting = models.IntegerField(null=True)
    northing = models.IntegerField(null=True)
    youngest_age = models.PositiveSmallIntegerField(null=True)
    oldest_age = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Centre(models.Model):
    """A place where young people can walk in."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="centres")
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=8, blank=True)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """Advisers who work together under one manager."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="teams")
    centre = models.ForeignKey(Centre, null=True, on_delete=models.SET_NULL, related_name="teams")
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="team_named_once")]

    def __str__(self) -> str:
        return self.name
