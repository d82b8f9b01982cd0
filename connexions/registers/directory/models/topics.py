from django.db import models

from connexions.ground.base.models import Identified


class Taxonomy(Identified):
    """A list of topics by which services are found: our own, the local government list, or one that came with a
    feed."""

    code = models.CharField(max_length=200, unique=True, help_text="youth, lgsl, or the name a feed gave it.")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    uri = models.URLField(max_length=300, blank=True)
    edition = models.CharField(max_length=40, blank=True)
    shipped = models.BooleanField(default=False, help_text="Ships with the product: no feed adds to it.")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "taxonomies"

    def __str__(self) -> str:
        return self.name


class TaxonomyTerm(Identified):
    """One topic of a list."""

    taxonomy = models.ForeignKey(Taxonomy, on_delete=models.PROTECT, related_name="terms", db_index=False)
    code = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    uri = models.URLField(max_length=300, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["taxonomy", "order", "name"]
        constraints = [models.UniqueConstraint(fields=["taxonomy", "code"], name="term_once_a_taxonomy")]

    def __str__(self) -> str:
        return self.name
