from django.db import models

from connexions.registers.people.models.young_person import LevelOfNeed


class SupportLevel(models.Model):
    """What a level of support means: when a review counts as overdue, and how much of a post it fills.
    How often it is reviewed is said by the rules (``ReviewRule``). Edited, not coded."""

    level = models.CharField(max_length=12, primary_key=True, choices=LevelOfNeed.choices)
    overdue_after_days = models.PositiveSmallIntegerField(default=7)
    fill_a_post = models.PositiveSmallIntegerField(help_text="How many young people fill one full-time post.")

    def __str__(self) -> str:
        return LevelOfNeed(self.level).label
