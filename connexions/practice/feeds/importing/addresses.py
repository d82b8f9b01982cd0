"""Where somebody lives, in a record as another system gives it: not kept of a restricted person."""

from typing import Any

WHERE = ("AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "Town", "County", "Postcode")


def without_address(fields: dict[str, Any]) -> dict[str, Any]:
    """The same record, without where somebody lives."""
    values = {name: value for name, value in fields["values"].items() if name not in WHERE}
    return fields | {"values": values}
