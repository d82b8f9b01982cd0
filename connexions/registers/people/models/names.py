"""Names, earlier names, and what they are found by."""

from django.db import models

from connexions.ground.base.models import Identified, Tenanted
from connexions.registers.people.models.young_person import AboutYoungPerson


class Name(Identified, AboutYoungPerson):
    """A name that somebody has or had, besides the one on the record."""

    class Kind(models.TextChoices):
        FORMER = "former", "Former name"
        ALSO_KNOWN_AS = "also_known_as", "Also known as"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [models.Index(fields=["young_person", "-until_on"], name="names_of")]


class SearchKey(AboutYoungPerson):
    """One normalised word of one of a young person's names: what a search looks up by equality, which costs
    nothing beneath row-level security (a fuzzy operator could not use its index there)."""

    keeps_history = False

    id = models.BigAutoField(primary_key=True)
    word = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "word", "young_person"], name="search_by_word"),
        ]
        indexes = [models.Index(fields=["young_person"], name="search_keys_of")]


class NameToken(Tenanted):
    """A word that occurs in names at a partnership, with what it sounds like: what a misspelt search is
    widened by."""

    keeps_history = False

    id = models.BigAutoField(primary_key=True)
    # Ordered by bytes wherever the database stands: a search asks for all words that begin so, as a range.
    word = models.CharField(max_length=100, db_collation="C")
    sound = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "word"], name="token_by_word")]
        indexes = [models.Index(fields=["partnership", "sound"], name="token_by_sound")]
