"""What finding people keeps."""

from connexions.practice.tracing.models.answers import StatusAnswer, StatusLink
from connexions.practice.tracing.models.calls import CallSession, Turn
from connexions.practice.tracing.models.leavings import Leaving
from connexions.practice.tracing.models.queue_rules import QueueRules
from connexions.practice.tracing.models.sendings import Recipient, Sending

__all__ = [
    "CallSession",
    "Leaving",
    "QueueRules",
    "Recipient",
    "Sending",
    "StatusAnswer",
    "StatusLink",
    "Turn",
]
