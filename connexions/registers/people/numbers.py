"""The numbers of other systems: how they are kept, and what is wrong with one. A wrong number warns; it is kept."""

from connexions.engines import identifiers as engine
from connexions.registers.people.models import Identifier

PROBLEMS = {
    Identifier.Scheme.UPN: engine.upn_problem,
    Identifier.Scheme.FORMER_UPN: engine.upn_problem,
    Identifier.Scheme.ULN: engine.uln_problem,
}


def problem(scheme: str, value: str) -> str | None:
    """What is wrong with a number, in a sentence; a warning, for the number is kept all the same."""
    look = PROBLEMS.get(Identifier.Scheme(scheme))
    return look(value) if look else None


def tidy(value: str) -> str:
    """A number as it is kept: capitals, no spaces."""
    return "".join(value.split()).upper()
