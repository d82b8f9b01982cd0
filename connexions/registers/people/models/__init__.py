"""Young people, and everything that is known about who each of them is."""

from connexions.registers.people.models.about import (
    Characteristic,
    ContactPoint,
    Identifier,
    Residence,
)
from connexions.registers.people.models.family import Carer, Sibling
from connexions.registers.people.models.leave import Leave
from connexions.registers.people.models.names import Name, NameToken, SearchKey
from connexions.registers.people.models.notice import Notice
from connexions.registers.people.models.restriction import GlassBroken, NamedAccess, Restriction
from connexions.registers.people.models.young_person import AboutYoungPerson, KeptOfYoungPerson, YoungPerson

__all__ = [
    "AboutYoungPerson",
    "Carer",
    "Characteristic",
    "ContactPoint",
    "GlassBroken",
    "Identifier",
    "KeptOfYoungPerson",
    "Leave",
    "Name",
    "NameToken",
    "NamedAccess",
    "Notice",
    "Residence",
    "Restriction",
    "SearchKey",
    "Sibling",
    "YoungPerson",
]
