"""The nouns of sharing."""

from connexions.trust.sharing.models.consent import Consent, SharingRules
from connexions.trust.sharing.models.disclosure import Disclosure, SecondLook, TellingReview
from connexions.trust.sharing.models.gateway import Gateway, Purpose
from connexions.trust.sharing.models.objection import Objection

__all__ = [
    "Consent",
    "Disclosure",
    "Gateway",
    "Objection",
    "Purpose",
    "SecondLook",
    "SharingRules",
    "TellingReview",
]
