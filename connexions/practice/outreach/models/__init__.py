"""The nouns of working away from the desk."""

from connexions.practice.outreach.models.carrying import CarryingRules
from connexions.practice.outreach.models.copies import Carried, Copy
from connexions.practice.outreach.models.sheets import DaySheet, Stop
from connexions.practice.outreach.models.written import Written

__all__ = ["Carried", "CarryingRules", "Copy", "DaySheet", "Stop", "Written"]
