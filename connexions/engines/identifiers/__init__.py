"""Identifiers: what a well-formed UPN, ULN, postcode, UKPRN or establishment number looks like.

Every `…_problem` function answers `None` when the value is in order, else a sentence a person can read. A
wrong check digit is a warning to the adviser, never a reason to refuse a young person.
"""

from connexions.engines.identifiers import postcode
from connexions.engines.identifiers.providers import establishment_problem, ukprn_problem
from connexions.engines.identifiers.uln import UNKNOWN_ULN, uln_check_digit, uln_problem
from connexions.engines.identifiers.upn import upn_check_letter, upn_problem

__all__ = [
    "UNKNOWN_ULN",
    "establishment_problem",
    "postcode",
    "ukprn_problem",
    "uln_check_digit",
    "uln_problem",
    "upn_check_letter",
    "upn_problem",
]
