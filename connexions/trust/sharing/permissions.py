"""Who may say what is shared."""

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part
from connexions.trust.sharing import rules
from connexions.trust.sharing.models import Disclosure

RECORDERS = frozenset({Role.PERSONAL_ADVISER, Role.DUTY_ADVISER, Role.TEAM_MANAGER, Role.PARTNERSHIP_MANAGER})
READERS = RECORDERS | {Role.INSPECTOR}
MANAGERS = frozenset({Role.TEAM_MANAGER, Role.PARTNERSHIP_MANAGER})
RULE_MAKERS = frozenset({Role.PARTNERSHIP_MANAGER, Role.DATA_OFFICER})
PART = Part.CASEWORK


def is_theirs(young_person: YoungPerson, by: Actor) -> bool:
    """Whether somebody acts for themselves."""
    return by.role is Role.YOUNG_PERSON and by.young_person == young_person.pk


def check_may_record(young_person: YoungPerson, by: Actor) -> None:
    """Refuse whoever may not record what a young person agreed, or told somebody. Raises ``NotAllowed``."""
    sight.sight_of(young_person, by=by).check_write(PART)


def check_may_decide(young_person: YoungPerson, by: Actor) -> None:
    """Refuse whoever is neither the young person nor may write in their record. Raises ``NotAllowed``."""
    if not is_theirs(young_person, by):
        check_may_record(young_person, by)


def check_may_see(young_person: YoungPerson, by: Actor) -> None:
    """Refuse whoever may not read what is shared of somebody. Raises ``NotAllowed``."""
    sight.sight_of(young_person, by=by).check(PART)


def check_may_agree(disclosure: Disclosure, by: Actor) -> None:
    """Refuse whoever may not be the second pair of eyes. Raises ``NotAllowed``."""
    if by.role not in MANAGERS:
        raise NotAllowed("A manager agrees to what is told without consent.")
    check_may_see(disclosure.young_person, by)
    if not rules.may_agree(asked_by=disclosure.by_id, agreed_by=by.id):
        raise NotAllowed("You asked for this yourself: another manager must agree.")


def check_makes_rules(by: Actor) -> None:
    """Refuse whoever may not say how the partnership shares. Raises ``NotAllowed``."""
    if by.role not in RULE_MAKERS:
        raise NotAllowed("The partnership manager or a data officer says how we share.")
