"""What stands in the directory: one service whole, and those that help with something somewhere."""

from connexions.registers.directory.queries.readings import reading, readings
from connexions.registers.directory.queries.search import Asked, Found, Results, search
from connexions.registers.directory.queries.services import find, to_check, whole

__all__ = ["Asked", "Found", "Results", "find", "reading", "readings", "search", "to_check", "whole"]
