from django.db import models

from connexions.ground.base.models import Identified, Tenanted
from connexions.registers.accounts.models import User
from connexions.registers.people.models.young_person import LevelOfNeed


class Support(models.Model):
    """What a level of support means: when a review counts as overdue, and how much of a post it fills.
    How often it is reviewed is said by the rules (``ReviewRule``). Edited, not coded."""

    overdue_after_days = models.PositiveSmallIntegerField(default=7)
    fill_a_post = models.PositiveSmallIntegerField(help_text="How many young people fill one full-time post.")

    class Meta:
        abstract = True


class SupportLevel(Support):
    """What a level means where a partnership has not said otherwise."""

    level = models.CharField(max_length=12, primary_key=True, choices=LevelOfNeed.choices)

    def __str__(self) -> str:
        return LevelOfNeed(self.level).label


class SupportEdition(Identified, Tenanted, Support):
    """What a level of support means to one partnership, from a day; the editions before it stay."""

    level = models.CharField(max_length=12, choices=LevelOfNeed.choices)
    from_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    set_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            # One edition a day and level; and the index by which the one in force is found.
            models.UniqueConstraint(
                fields=["partnership", "level", "from_on"], name="one_support_edition_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{LevelOfNeed(self.level).label} from {self.from_on:%Y-%m-%d}"


class TurningAge(models.Model):
    """A birthday that changes what applies to a young person, and what it changes, in words."""

    age = models.PositiveSmallIntegerField(primary_key=True)
    words = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.age}: {self.words}"
