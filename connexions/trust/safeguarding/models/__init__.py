"""The nouns of safeguarding."""

from connexions.trust.safeguarding.models.concern import (
    Alert,
    Concern,
    Decision,
    Event,
    Kind,
    Reader,
    ToDo,
    ToldOf,
)
from connexions.trust.safeguarding.models.outing import Outing, OutingEvent, Reach
from connexions.trust.safeguarding.models.risk import Challenge, RiskChange, RiskNote
from connexions.trust.safeguarding.models.routing import Lead, RotaTurn, RoutingRule, SafeguardingRules

__all__ = [
    "Alert",
    "Challenge",
    "Concern",
    "Decision",
    "Event",
    "Kind",
    "Lead",
    "Outing",
    "OutingEvent",
    "Reach",
    "Reader",
    "RiskChange",
    "RiskNote",
    "RotaTurn",
    "RoutingRule",
    "SafeguardingRules",
    "ToDo",
    "ToldOf",
]
