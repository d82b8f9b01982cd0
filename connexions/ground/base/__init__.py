"""The ground: identifiers, refusals, periods, the abstract models every room stands on."""
