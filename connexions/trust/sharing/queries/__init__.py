"""Reads: what may be told, what was agreed, what was told."""

from connexions.trust.sharing.queries.covering import coverage
from connexions.trust.sharing.rules import Coverage

__all__ = ["Coverage", "coverage"]
