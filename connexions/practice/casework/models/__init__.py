"""The work between a young person and their adviser."""

from connexions.practice.casework.models.agreement import Asking, Edition, PlanPrompt
from connexions.practice.casework.models.allocation import Allocation
from connexions.practice.casework.models.assessment import Assessment, Evidence, Rating, Sitting
from connexions.practice.casework.models.contact import Contact, ContactChange
from connexions.practice.casework.models.edited import Reason, ReviewRule, TransitionKind
from connexions.practice.casework.models.ending import Ending
from connexions.practice.casework.models.follow_up import FollowUp
from connexions.practice.casework.models.form import AssessmentForm, Factor
from connexions.practice.casework.models.group import Attendance, GroupSession
from connexions.practice.casework.models.guide import Guide, OutcomeRule
from connexions.practice.casework.models.plan import Goal, NoGoalReason, Plan, Step, StepEvent
from connexions.practice.casework.models.review import Exemption, LevelChange, Review, StepLook
from connexions.practice.casework.models.standing import Standing
from connexions.practice.casework.models.support import SupportEdition, SupportLevel, TurningAge
from connexions.practice.casework.models.together import SavedView, Together, Touched
from connexions.practice.casework.models.transition import Transition, TransitionItem

__all__ = [
    "Allocation",
    "Asking",
    "Assessment",
    "AssessmentForm",
    "Attendance",
    "Contact",
    "ContactChange",
    "Edition",
    "Ending",
    "Evidence",
    "Exemption",
    "Factor",
    "FollowUp",
    "Goal",
    "GroupSession",
    "Guide",
    "LevelChange",
    "NoGoalReason",
    "OutcomeRule",
    "Plan",
    "PlanPrompt",
    "Rating",
    "Reason",
    "Review",
    "ReviewRule",
    "SavedView",
    "Sitting",
    "Standing",
    "Step",
    "StepEvent",
    "StepLook",
    "SupportEdition",
    "SupportLevel",
    "Together",
    "Touched",
    "Transition",
    "TransitionItem",
    "TransitionKind",
    "TurningAge",
]
