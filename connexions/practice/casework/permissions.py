"""Who may do what in the casework, beyond what sight decides."""

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.registers.accounts.models import Membership
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

CASEWORKERS = frozenset(
    {Role.PERSONAL_ADVISER, Role.DUTY_ADVISER, Role.TEAM_MANAGER, Role.PARTNERSHIP_MANAGER}
)
# Why nothing is assessed any more, by cohort status: transferred, out of England, a duplicate, died.
MOVED = (
    " has moved to another area, and the work goes on there: what was assessed here stays. If they are back,"
    " put their record right first."
)
NOT_HERE = {
    "T": MOVED,
    "E": MOVED,
    "M": "’s record is a duplicate: assess on the record that is kept.",
    "D": " has died. What was assessed stays; nothing more is assessed.",
}
MANAGERS = frozenset({Role.TEAM_MANAGER, Role.PARTNERSHIP_MANAGER})
PART = Part.CASEWORK
EDITORS = MANAGERS | {Role.DATA_OFFICER}  # of rules and words that hold for the whole partnership
READERS = CASEWORKERS | {Role.INSPECTOR}
# Roles that say how the partnership assesses.
SETTING_UP = frozenset({Role.PARTNERSHIP_MANAGER, Role.DATA_OFFICER})
# Those who say what a level of support means here, and those who may read it.
DECIDE_SUPPORT = frozenset({Role.PARTNERSHIP_MANAGER, Role.DATA_OFFICER})
READ_SUPPORT = CASEWORKERS | DECIDE_SUPPORT | {Role.INSPECTOR}
# Roles whose holders may have young people allocated to them.
ALLOCATED_TO = frozenset({Role.PERSONAL_ADVISER, Role.DUTY_ADVISER, Role.TEAM_MANAGER})


def check_may_write(young_person: YoungPerson, by: Actor) -> None:
    """Refuse whoever may not write in this young person's casework. Raises ``NotAllowed``."""
    sight.sight_of(young_person, by=by).check_write(Part.CASEWORK)


def check_may_record(young_person: YoungPerson, by: Actor) -> None:
    """Refuse whoever may not record that this young person was tried: a tracking team may, and sees no more of the
    work than that. Raises ``NotAllowed``."""
    seen = sight.sight_of(young_person, by=by)
    if not seen.may_write(Part.TRIES):
        seen.check_write(Part.CASEWORK)


def check_may_set_up(by: Actor) -> None:
    """Refuse whoever may not say how the partnership assesses. Raises ``NotAllowed``."""
    if by.role not in SETTING_UP:
        raise NotAllowed("Only the partnership manager or a data officer may change how we assess.")


def check_may_assess(young_person: YoungPerson, by: Actor) -> None:
    """Refuse whoever may not write here, and an assessment of somebody who is not with this partnership any
    more. Raises ``NotAllowed``, ``NotPossible``."""
    check_may_write(young_person, by)
    if young_person.cohort_status in NOT_HERE:
        raise NotPossible(f"{young_person.known_as}{NOT_HERE[young_person.cohort_status]}")


def check_may_allocate(young_person: YoungPerson, to: Membership, by: Actor) -> None:
    """Refuse whoever may not give this young person to that adviser. Raises ``NotAllowed``."""
    if by.role not in MANAGERS and by.role is not Role.SYSTEM:
        raise NotAllowed("Only a manager may say who a young person's adviser is.")
    sight.sight_of(young_person, by=by).check(Part.HEADLINE)
    if to.partnership_id != by.partnership or to.role not in ALLOCATED_TO:
        raise NotAllowed(f"{to.user.name} is not an adviser here.")
    if by.role is not Role.TEAM_MANAGER:
        return
    if to.team_id is None or to.team_id != by.team:
        raise NotAllowed(f"{to.user.name} is not in your team: ask the partnership manager.")
    if young_person.team_id not in (None, by.team):
        raise NotAllowed(f"{young_person.name} is with another team: ask the partnership manager.")


def check_may_take_up(young_person: YoungPerson, to: Membership, by: Actor) -> None:
    """Refuse an adviser who may not help here again. An adviser may take them up themselves, and a manager
    may name anybody whom they may give young people to. Raises ``NotAllowed``."""
    if by.role in MANAGERS or by.role is Role.SYSTEM:
        check_may_allocate(young_person, to, by)
    elif to.user_id != by.id or to.partnership_id != by.partnership or to.role not in ALLOCATED_TO:
        raise NotAllowed("You may take them up yourself; for another adviser, ask a manager.")


def check_may_answer(young_person: YoungPerson, by: Actor) -> None:
    """Refuse whoever is not the young person: by their own sign-in, or by the link that was sent to them."""
    if by.partnership != young_person.partnership_id:
        raise NotAllowed("Only the young person can answer this.")
    if by.role is not Role.SYSTEM and by.young_person != young_person.pk:
        raise NotAllowed("Only the young person can answer this.")


def check_may_do(young_person: YoungPerson, owner: str, by: Actor) -> None:
    """Refuse whoever may neither write here nor is the young person whose own step it is. Raises ``NotAllowed``."""
    if by.role is not Role.YOUNG_PERSON:
        check_may_write(young_person, by)
    elif by.young_person != young_person.pk or owner != "young_person":
        raise NotAllowed("You can tick the steps that are yours. Tell your adviser about the others.")


def check_may_edit_prompts(by: Actor) -> None:
    """Refuse whoever may not say what the prompts for plans ask. Raises ``NotAllowed``."""
    if by.role not in MANAGERS:
        raise NotAllowed("Only a manager may change what the prompts ask.")
