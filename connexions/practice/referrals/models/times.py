from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned

_DAYS = [MinValueValidator(1), MaxValueValidator(120)]


class ReferralRules(Identified, Tenanted, Versioned):
    """The times that a partnership keeps to where an agreement with a service says none, and how long a link is good.
    Edited, not coded."""

    answer_within = models.PositiveSmallIntegerField(default=5, validators=_DAYS)
    start_within = models.PositiveSmallIntegerField(default=20, validators=_DAYS)
    we_answer_within = models.PositiveSmallIntegerField(default=3, validators=_DAYS)
    soon_days = models.PositiveSmallIntegerField(default=1, validators=[MaxValueValidator(14)])
    late_days = models.PositiveSmallIntegerField(
        default=5, validators=_DAYS, help_text="Late by so many days, it goes to the manager."
    )
    link_days = models.PositiveSmallIntegerField(default=14, validators=_DAYS)

    class Meta:
        verbose_name_plural = "referral rules"
        constraints = [models.UniqueConstraint(fields=["partnership"], name="one_set_of_referral_rules")]
