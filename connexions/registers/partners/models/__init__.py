"""The nouns of partners: the places a partnership is made of, who works with it, and what they have agreed.

Places and organisations say nothing about a young person and have no policy. Agreements and disputes belong to one
partnership, and a partner organisation's workers reach their own alone.
"""

from connexions.registers.partners.models.agreements import (
    Agreement,
    AgreementContact,
    AgreementEdition,
    AgreementReview,
    Duty,
    EscalationStep,
    Side,
    Signature,
)
from connexions.registers.partners.models.days import DayOff
from connexions.registers.partners.models.disputes import Dispute, DisputeStep, DisputeWord
from connexions.registers.partners.models.organisations import Organisation, OrganisationKind
from connexions.registers.partners.models.places import (
    Centre,
    Establishment,
    LocalAuthority,
    Partnership,
    Team,
)

__all__ = [
    "Agreement",
    "AgreementContact",
    "AgreementEdition",
    "AgreementReview",
    "Centre",
    "DayOff",
    "Dispute",
    "DisputeStep",
    "DisputeWord",
    "Duty",
    "EscalationStep",
    "Establishment",
    "LocalAuthority",
    "Organisation",
    "OrganisationKind",
    "Partnership",
    "Side",
    "Signature",
    "Team",
]
