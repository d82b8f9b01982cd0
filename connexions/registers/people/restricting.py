"""The rules of restricted records: who may set one, how long broken glass stays open, what a reason must say."""

from datetime import date, datetime, timedelta

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.registers.people import restricted, sight
from connexions.registers.people.models import GlassBroken, Restriction

SETTERS = frozenset({Role.TEAM_MANAGER, Role.PARTNERSHIP_MANAGER})
BREAKERS = sight.WRITERS
OPEN_FOR = timedelta(hours=3)
FEWEST_WORDS = 5
REVIEW_GLASS_WITHIN = timedelta(days=3)
LONGEST_UNREVIEWED = timedelta(days=366)
SAY_WHY = f"Say why you must open it, in {FEWEST_WORDS} words or more. A manager reads it."


def check_may_set(by: Actor) -> None:
    """Refuse whoever is no manager. Raises ``NotAllowed``."""
    if by.role not in SETTERS:
        raise NotAllowed("Only a manager can restrict a record, or end that. Ask yours.")


def check_may_keep(restriction: Restriction, *, by: Actor) -> None:
    """Who is named is for managers who are named themselves, and for the partnership's managers. Raises
    ``NotAllowed``."""
    check_may_set(by)
    standing = restricted.of(by)
    named = restriction.young_person_id in standing.opened - standing.glass
    if not named and by.role is not Role.PARTNERSHIP_MANAGER:
        raise NotAllowed("You are not named for this record. Ask the manager of your partnership.")


def check_opened(restriction: Restriction, *, by: Actor) -> None:
    """Refuse whoever is not named. Raises ``NotAllowed``."""
    check_may_keep(restriction, by=by)
    standing = restricted.of(by)
    if restriction.young_person_id in standing.closed | standing.glass:
        raise NotAllowed("Only a manager who is named can do this. Name yourself first, and say why.")


def check_stands(restriction: Restriction) -> None:
    if restriction.ended_at is not None:
        raise NotPossible("This restriction has ended already.")


def check_review_date(review_on: date, *, on: date) -> None:
    """A restriction is looked at again, within a year. Raises ``NotPossible``."""
    if not on < review_on <= on + LONGEST_UNREVIEWED:
        raise NotPossible("The day on which it is looked at again must be to come, and within a year.")


def check_says_why(reason: str) -> None:
    """Words, not letters: “needed it” is no reason. Raises ``NotPossible``."""
    if not says(reason, fewest=FEWEST_WORDS):
        raise NotPossible(SAY_WHY)


def says(text: str, *, fewest: int) -> bool:
    """Whether a text says something: so many words at least, each with a letter or a figure in it."""
    return len([word for word in text.split() if any(sign.isalnum() for sign in word)]) >= fewest


def review_is_overdue(broken: GlassBroken, *, at: datetime) -> bool:
    """Whether nobody has looked at it for longer than it may wait."""
    return broken.reviewed_at is None and broken.opened_at + REVIEW_GLASS_WITHIN < at
