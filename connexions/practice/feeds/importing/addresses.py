"""Where somebody lives, in a record as another system gives it: not kept of a restricted person, nor shown."""

from dataclasses import replace
from typing import Any

from connexions.engines.ccis import Fault

WHERE = ("AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "Town", "County", "Postcode")
NOT_SHOWN = "The record is restricted: what the extract says of where they live is wrong, and is not shown."


def without_address(fields: dict[str, Any]) -> dict[str, Any]:
    """The same record, without where somebody lives."""
    values = {name: value for name, value in fields["values"].items() if name not in WHERE}
    return fields | {"values": values}


def without_words(fault: Fault) -> Fault:
    """The same fault, without what it says of where somebody lives."""
    return replace(fault, words=NOT_SHOWN, value="") if fault.field in WHERE and fault.value else fault
