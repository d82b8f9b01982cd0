"""Who sees the queues, who tries people from them, and who says how they work."""

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing, NotAllowed
from connexions.practice.tracing.models import CallSession
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

CALLERS = frozenset(
    {
        Role.TRACKING_OFFICER,
        Role.PERSONAL_ADVISER,
        Role.DUTY_ADVISER,
        Role.TEAM_MANAGER,
        Role.PARTNERSHIP_MANAGER,
    }
)
READERS = CALLERS | {Role.DATA_OFFICER, Role.INSPECTOR}
# Those who look at answers and take reports of leaving: whoever may change a status.
ANSWERERS = CALLERS | {Role.DATA_OFFICER}
# Those who read texts that nobody's question asked for: they may be of anybody here.
TEXT_READERS = frozenset(
    {Role.TRACKING_OFFICER, Role.DUTY_ADVISER, Role.TEAM_MANAGER, Role.PARTNERSHIP_MANAGER}
)
RULE_MAKERS = frozenset({Role.TRACKING_OFFICER, Role.DATA_OFFICER, Role.PARTNERSHIP_MANAGER})


def check_may_call(by: Actor) -> None:
    """Refuse whoever does not try people. Raises ``NotAllowed``."""
    if by.role not in CALLERS or by.id is None:
        raise NotAllowed("Only those who work with young people, or track them, ring from the queues.")


def check_may_read_texts(by: Actor) -> None:
    """Refuse whoever does not read what arrives. Raises ``NotAllowed``."""
    if by.role not in TEXT_READERS or by.id is None:
        raise NotAllowed("Tracking officers, duty advisers and managers read the texts that arrive.")


def check_may_try(young_person: YoungPerson, by: Actor) -> None:
    """Refuse whoever may not try this young person or see their numbers. Raises ``NotAllowed``."""
    check_may_call(by)
    seen = sight.sight_of(young_person, by=by)
    seen.check_write(Part.TRIES)
    seen.check(Part.DETAILS)


def check_may_settle(young_person: YoungPerson, by: Actor) -> None:
    """Refuse whoever may not change what this young person does. Raises ``NotAllowed``."""
    sight.sight_of(young_person, by=by).check_write(Part.STATUS)


def check_own(session: CallSession, by: Actor) -> None:
    """Refuse whoever's call session it is not. Raises ``Missing``: they need not know that there is one."""
    if by.role not in CALLERS or session.owner_id != by.id:
        raise Missing("There is no such call session of yours.")


def check_makes_rules(by: Actor) -> None:
    """Refuse whoever may not say how the queues work. Raises ``NotAllowed``."""
    if by.role not in RULE_MAKERS:
        raise NotAllowed(
            "A tracking officer, data officer or the partnership manager says how the queues work."
        )
