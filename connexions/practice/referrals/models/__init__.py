"""The nouns of handing a young person to a service."""

from connexions.practice.referrals.models.answering import AnswerLink, Token
from connexions.practice.referrals.models.following import HandOver, Nudge, Place, Word
from connexions.practice.referrals.models.referral import Referral, ReferralMove, Why
from connexions.practice.referrals.models.sent import Parcel
from connexions.practice.referrals.models.times import ReferralRules

__all__ = [
    "AnswerLink",
    "HandOver",
    "Nudge",
    "Parcel",
    "Place",
    "Referral",
    "ReferralMove",
    "ReferralRules",
    "Token",
    "Why",
    "Word",
]
