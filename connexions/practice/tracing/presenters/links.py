"""What a link shows a young person or a carer, in plain words."""

from typing import Any

from connexions.ground.design.words import month
from connexions.practice.tracing.models import StatusLink
from connexions.practice.tracing.rules.plain import plain as said_plainly
from connexions.practice.tracking.models import Activity
from connexions.registers.accounts.by_link import Asks
from connexions.registers.people.models import YoungPerson

LEAD = "It takes one minute. First, so that nobody else sees it, give"
WRONG = "This is not the date of birth that we have. Look again, or ring us"
THEIRS = Asks(
    heading="Tell us what you are doing", lead=f"{LEAD} your date of birth.", button="Continue", wrong=WRONG
)
CARERS = Asks(
    heading="Tell us what they are doing",
    lead=f"{LEAD} the date of birth of the young person it is about.",
    button="Continue",
    wrong=WRONG,
    label="Their date of birth",
)


def asks(link: StatusLink) -> Asks:
    """What is asked before a word is shown."""
    return THEIRS if link.carer_id is None else CARERS


def page(link: StatusLink, current: Activity | None) -> dict[str, Any]:
    """Whom it is about, and what we have, if it can be put to them."""
    told = about(link.young_person, current, for_carer=link.carer is not None)
    return told | {"carer": link.carer, "until": link.good_until}


def about(young_person: YoungPerson, current: Activity | None, *, for_carer: bool = False) -> dict[str, Any]:
    """What we have of somebody, in the words of whoever answers."""
    plain = said_plainly(current.kind_id, current.establishment_name) if current else ""
    if for_carer:
        plain = plain.replace("yourself", "themselves").replace("help you", "help them")
    return {
        "known_as": young_person.known_as,
        "plain": plain,
        "since": month(current.start_on) if current and plain else "",
    }
