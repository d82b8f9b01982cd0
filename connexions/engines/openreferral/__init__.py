"""Open Referral: objects of Open Referral UK 3.0 read warily, checked against the standard's schemas, and
understood.

`load` reads a document within limits, `items_of` finds the services in it, `faults` says what the standard has
against one, `understood` turns one into plain Python or says what is wrong and where.
"""

from connexions.engines.openreferral.documents import (
    MOST_BYTES,
    Item,
    Page,
    Unreadable,
    items_of,
    load,
    page_of,
)
from connexions.engines.openreferral.schemas import Fault, faults
from connexions.engines.openreferral.services import understood

__all__ = [
    "MOST_BYTES",
    "Fault",
    "Item",
    "Page",
    "Unreadable",
    "faults",
    "items_of",
    "load",
    "page_of",
    "understood",
]
