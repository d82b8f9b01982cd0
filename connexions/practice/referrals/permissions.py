"""Who may see and move a referral, and from which side."""

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing, NotAllowed
from connexions.practice.casework.permissions import CASEWORKERS, MANAGERS
from connexions.practice.referrals.models import Referral
from connexions.practice.referrals.rules.moves import Side
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

MAKERS = CASEWORKERS
READERS = CASEWORKERS | {Role.INSPECTOR}
TOKEN_MAKERS = frozenset({Role.PARTNERSHIP_MANAGER, Role.ADMINISTRATOR})
RULE_MAKERS = frozenset({Role.PARTNERSHIP_MANAGER})
PARTNERS = frozenset({Role.PARTNER_WORKER})
NO_LEAVE = "There is no leave any more to share this with you. You need do nothing."
NOBODYS = "There is no referral at this address, or it is not for you to see."

__all__ = ["MAKERS", "MANAGERS", "PARTNERS", "READERS", "RULE_MAKERS", "TOKEN_MAKERS"]


def side_of(referral: Referral, *, by: Actor) -> Side:
    """On which side of a referral *by* stands. Raises ``Missing`` for whoever may not know of it."""
    if by.partnership != referral.partnership_id:
        raise Missing(NOBODYS)
    if by.role is Role.PARTNER_WORKER:
        if by.organisation != referral.organisation_id or referral.sent_at is None:
            raise Missing(NOBODYS)
        return Side.THEIRS
    if by.role is Role.YOUNG_PERSON:
        if by.young_person != referral.young_person_id:
            raise Missing(NOBODYS)
        return Side.OWN
    if by.role is Role.SYSTEM:
        return Side.HOUSE
    return Side.OURS


def check_may_move(referral: Referral, *, by: Actor) -> Side:
    """The side on which *by* may move a referral. Raises ``Missing``, ``NotAllowed``."""
    side = side_of(referral, by=by)
    if side is Side.OURS:
        check_may_make(referral.young_person, by=by)
    if side is Side.THEIRS and not has_leave(referral, by=by):
        raise NotAllowed(NO_LEAVE)
    return side


def has_leave(referral: Referral, *, by: Actor) -> bool:
    """Whether a service's worker may know now whom a referral is about."""
    seen = sight.sights_of([referral.young_person_id], by=by)
    return seen[referral.young_person_id].sees(Part.HEADLINE)


def check_may_make(young_person: YoungPerson, *, by: Actor) -> None:
    """Refuse whoever may not hand this young person to a service: those who work with them, and they themselves.
    Raises ``NotAllowed``, ``Missing``."""
    if by.role is Role.YOUNG_PERSON:
        if by.young_person != young_person.pk:
            raise Missing(NOBODYS)
        return
    if by.role not in MAKERS:
        raise NotAllowed("Only those who work with a young person refer them.")
    sight.sight_of(young_person, by=by).check_write(Part.CASEWORK)


def check_may_read(referral: Referral, *, by: Actor) -> Side:
    """The side from which *by* may read a referral. Raises ``Missing``, ``NotAllowed``."""
    side = side_of(referral, by=by)
    if side is Side.OURS:
        sight.sight_of(referral.young_person, by=by).check(Part.CASEWORK)
    return side


def check_makes_tokens(by: Actor) -> None:
    """Refuse whoever may not let another system in. Raises ``NotAllowed``."""
    if by.role not in TOKEN_MAKERS:
        raise NotAllowed("A partnership manager or an administrator lets other systems in.")


def check_makes_rules(by: Actor) -> None:
    """Refuse whoever may not say within how many days a referral is answered. Raises ``NotAllowed``."""
    if by.role not in RULE_MAKERS:
        raise NotAllowed("The partnership manager says within how many days a referral is answered.")
