from django.db import models

from connexions.ground.base.models import Identified, Tenanted
from connexions.registers.people.models import AboutYoungPerson


class Baseline(Identified, Tenanted):
    """One year's September Guarantee: who was on it is marked on their statuses until its grace has run out."""

    year = models.PositiveSmallIntegerField(help_text="The calendar year whose April set it.")
    set_on = models.DateField()
    set_by_name = models.CharField(max_length=120)
    until_on = models.DateField(help_text="First day on which it is done with.")
    year_11 = models.PositiveIntegerField(default=0)
    year_12 = models.PositiveIntegerField(default=0)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "year"], name="one_baseline_a_year")]


class OfferRound(Identified, Tenanted):
    """One status of the Guarantee given to many at once, which can be taken back for a while."""

    year = models.PositiveSmallIntegerField(help_text="11 or 12.")
    code = models.CharField(max_length=3)
    said = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    done_by = models.UUIDField(null=True)
    done_by_name = models.CharField(max_length=120)
    done_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "-done_at"], name="offer_rounds_of")]


class Offered(Identified, AboutYoungPerson):
    """One of the many: the status that they had before."""

    round = models.ForeignKey(OfferRound, on_delete=models.CASCADE, related_name="offered")
    before = models.CharField(max_length=3)
    before_since_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "offered"
        constraints = [models.UniqueConstraint(fields=["round", "young_person"], name="offered_once_a_round")]
