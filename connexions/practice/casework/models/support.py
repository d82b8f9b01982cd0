from django.db import models

from connexions.registers.people.models.young_person import LevelOfNeed


class SupportLevel(models.Model):
    """What a level of support means: how often it is reviewed, and how much of a post it fills. Edited,
    not coded."""

    level = models.CharField(max_length=12, primary_key=True, choices=LevelOfNeed.choices)
    review_weeks = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Weeks from one review to the next; none where no rule sets one."
    )
    overdue_after_days = models.PositiveSmallIntegerField(default=7)
    fill_a_post = models.PositiveSmallIntegerField(help_text="How many young people fill one full-time post.")

    def __str__(self) -> str:
        return LevelOfNeed(self.level).label
