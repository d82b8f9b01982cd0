"""What a link shows a young person or a carer, in plain words."""

from typing import Any

from connexions.ground.design.words import month
from connexions.practice.tracing.models import StatusLink
from connexions.practice.tracking.models import Activity
from connexions.registers.accounts.by_link import Asks

# What the return's kinds are called by the people who do them; a kind that is missing is not put to them.
PLAIN = {
    "110": "at school",
    "120": "learning at home",
    "210": "in a school sixth form",
    "220": "at a sixth form college",
    "230": "at college",
    "240": "at university",
    "250": "on a part-time course",
    "260": "on a gap year",
    "270": "on a full-time course",
    "280": "at a specialist college",
    "310": "on an apprenticeship",
    "320": "working, and studying too",
    "330": "working",
    "340": "working, with training",
    "350": "in a job that was for a while",
    "360": "working part time",
    "380": "working for yourself",
    "381": "working for yourself, and studying",
    "410": "on a training course",
    "430": "on a training course",
    "440": "on a training course",
    "450": "on a traineeship",
    "460": "on a supported internship",
    "530": "with people who help you back into learning",
    "540": "volunteering",
    "550": "volunteering, and studying",
    "615": "about to start something",
    "616": "about to start something",
    "619": "looking for a course or a job",
    "610": "taking some time before what comes next",
}
LEAD = "It takes one minute. First, so that nobody else sees it, give"
WRONG = "This is not the date of birth that we have. Look again, or ring us"
THEIRS = Asks(
    heading="Tell us what you are doing", lead=f"{LEAD} your date of birth.", button="Go on", wrong=WRONG
)
CARERS = Asks(
    heading="Tell us what they are doing",
    lead=f"{LEAD} the date of birth of the young person it is about.",
    button="Go on",
    wrong=WRONG,
    label="Their date of birth",
)


def asks(link: StatusLink) -> Asks:
    """What is asked before a word is shown."""
    return THEIRS if link.carer_id is None else CARERS


def page(link: StatusLink, current: Activity | None) -> dict[str, Any]:
    """Whom it is about, and what we have, if it can be put to them."""
    person = link.young_person
    plain = PLAIN.get(current.kind_id, "") if current else ""
    if link.carer is not None:
        plain = plain.replace("yourself", "themselves").replace("help you", "help them")
    where = f", {current.establishment_name}" if current and plain and current.establishment_name else ""
    return {
        "carer": link.carer,
        "known_as": person.known_as,
        "plain": f"{plain}{where}",
        "since": month(current.start_on) if current and plain else "",
        "until": link.good_until,
    }
