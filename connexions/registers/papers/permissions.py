"""Who may read and keep papers: whoever may see, or change, the work with a young person."""

from connexions.ground.base.acting import Actor
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import REACH, Part

PART = Part.CASEWORK
READERS = frozenset(
    role for role in sight.READERS if PART in REACH[role].own | REACH[role].team | REACH[role].partnership
)
WRITERS = frozenset(role for role in READERS if PART in REACH[role].writes)


def check_may_read(young_person: YoungPerson, by: Actor) -> None:
    """Refuse whoever may not see the work with this young person. Raises ``NotAllowed``."""
    sight.sight_of(young_person, by=by).check(PART)


def check_may_keep(young_person: YoungPerson, by: Actor) -> None:
    """Refuse whoever may not change it. Raises ``NotAllowed``."""
    sight.sight_of(young_person, by=by).check_write(PART)
