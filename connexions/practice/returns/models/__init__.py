"""What was told and when, who left and why, whose number is whose, what is at fault."""

from connexions.practice.returns.models.faults import StandingFault
from connexions.practice.returns.models.guarantee import Baseline, Offered, OfferRound
from connexions.practice.returns.models.leaving import Departure, Move, Package
from connexions.practice.returns.models.numbers import NumberBook
from connexions.practice.returns.models.sent import Piece, Return, Told

__all__ = [
    "Baseline",
    "Departure",
    "Move",
    "NumberBook",
    "OfferRound",
    "Offered",
    "Package",
    "Piece",
    "Return",
    "StandingFault",
    "Told",
]
