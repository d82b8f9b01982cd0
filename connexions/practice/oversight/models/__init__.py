"""The nouns of oversight."""

from connexions.practice.oversight.models.edition import Edition, Kind, Standard
from connexions.practice.oversight.models.sample import Answer, Item, Judgement, Reply, Sample
from connexions.practice.oversight.models.supervision import Addition, Agreed, Meeting, Mention

__all__ = [
    "Addition",
    "Agreed",
    "Answer",
    "Edition",
    "Item",
    "Judgement",
    "Kind",
    "Meeting",
    "Mention",
    "Reply",
    "Sample",
    "Standard",
]
