"""What there is no leave for, said in a sentence."""

from collections.abc import Iterable

from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.words import count, listed
from connexions.practice.referrals.models import Referral
from connexions.registers.people.categories import Group, in_order
from connexions.registers.people.categories import told as spoken
from connexions.trust.sharing.queries import Coverage


def check_covered(referral: Referral, leave: Coverage) -> None:
    """Refuse what there is no leave for, naming it. Raises ``NotPossible``."""
    if not leave.missing:
        return
    name, missing = referral.young_person.known_as, in_order(leave.missing)
    raise NotPossible(
        f"There is no leave to tell {referral.organisation.name} about {listed(lower(missing))}. Ask {name} for their "
        f"consent to {count(len(missing), 'thing')}, tell less, or record a law that allows it."
    )


def lower(groups: Iterable[Group]) -> list[str]:
    """Groups within a sentence."""
    return [f"{label[0].lower()}{label[1:]}" for label in spoken(groups)]
