"""The work between a young person and their adviser."""

from connexions.practice.casework.models.allocation import Allocation
from connexions.practice.casework.models.assessment import Assessment, AssessmentForm, Factor, Rating
from connexions.practice.casework.models.contact import Contact
from connexions.practice.casework.models.plan import Goal, NoGoalReason, Plan, Step
from connexions.practice.casework.models.review import Review
from connexions.practice.casework.models.support import SupportLevel

__all__ = [
    "Allocation",
    "Assessment",
    "AssessmentForm",
    "Contact",
    "Factor",
    "Goal",
    "NoGoalReason",
    "Plan",
    "Rating",
    "Review",
    "Step",
    "SupportLevel",
]
