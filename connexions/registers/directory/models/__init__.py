"""Services and who runs them, where and when they are, whom they are for, and by what topics they are found."""

from connexions.registers.directory.models.facts import (
    Contact,
    CostOption,
    Funding,
    Language,
    Phone,
    ServiceArea,
)
from connexions.registers.directory.models.feeds import CheckingRules, Feed, Reading, Sent
from connexions.registers.directory.models.hours import Closure, Schedule
from connexions.registers.directory.models.places import Accessibility, Location, ServiceAtLocation
from connexions.registers.directory.models.service import Provider, Service, ServiceTopic
from connexions.registers.directory.models.topics import Taxonomy, TaxonomyTerm

__all__ = [
    "Accessibility",
    "CheckingRules",
    "Closure",
    "Contact",
    "CostOption",
    "Feed",
    "Funding",
    "Language",
    "Location",
    "Phone",
    "Provider",
    "Reading",
    "Schedule",
    "Sent",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceTopic",
    "Taxonomy",
    "TaxonomyTerm",
]
