from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned


def _number(
    default: int, least: int, most: int, help_text: str
) -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(
        default=default, validators=[MinValueValidator(least), MaxValueValidator(most)], help_text=help_text
    )


class QueueRules(Identified, Tenanted, Versioned):
    """When a young person comes into a queue of a partnership, and how they are tried. Edited, not coded."""

    neet_days = _number(28, 1, 366, "Days without a talk until somebody out of everything is in the queue.")
    arrival_days = _number(28, 1, 366, "For so many days somebody new here is in the queue of new arrivals.")
    rest_hours = _number(20, 0, 336, "Hours between two tries of one person in call sessions.")
    claim_minutes = _number(15, 2, 120, "Minutes for which nobody else gets the person one has in a session.")
    visit_after = _number(4, 1, 20, "Failed tries after which somebody goes there.")
    stop_after = _number(8, 2, 40, "Failed tries after which whoever leads the team decides.")
    link_days = _number(14, 1, 90, "Days for which a link to answer by works.")
    undo_minutes = _number(
        10, 0, 240, "Minutes for which texts to a group wait, so that they can be taken back."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership"], name="one_set_of_queue_rules")]
