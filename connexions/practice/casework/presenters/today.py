"""One sentence and one button for everything that needs attention."""

from dataclasses import dataclass
from datetime import date, timedelta

from connexions.engines import currency
from connexions.ground.base.acting import Covered
from connexions.ground.base.addresses import address
from connexions.ground.design import words
from connexions.practice.casework import today as others
from connexions.practice.casework.queries.today import COMING, NEW, OVERDUE, THIS_WEEK, Need, Needs
from connexions.registers.people.models.young_person import LevelOfNeed, SpecialNeeds

TITLES = {OVERDUE: "Overdue", THIS_WEEK: "This week", NEW: "New to you", COMING: "In the next four weeks"}
LOOKS = {OVERDUE: "overdue", THIS_WEEK: "due", NEW: "new", COMING: "cover"}
STATE_LOOKS = LOOKS | {COMING: "plum"}
SUPPORT = {str(value): str(label).lower() for value, label in LevelOfNeed.choices}
SPECIAL = {SpecialNeeds.SUPPORT: "SEN support", SpecialNeeds.EHC_PLAN: "EHC plan"}


@dataclass(frozen=True)
class Line:
    """One row of "needs you"."""

    name: str
    href: str
    about: str
    look: str
    state: str
    what: str
    do: str
    do_href: str


@dataclass(frozen=True)
class Group:
    """Rows of one urgency."""

    key: str
    title: str
    look: str
    lines: list[Line]
    number: int
    aside: str = ""  # instead of the number
    href: str = ""  # where the rest is found, if not in the caseload

    @property
    def more(self) -> int:
        return self.number - len(self.lines)


def groups(needs: Needs, *, kind: str) -> list[Group]:
    """The groups that have something in them, the most urgent first."""
    made = []
    for key, title in TITLES.items():
        lines = [line(need, needs.asked) for need in needs.shown if need.group == key]
        counted = needs.counts.get((key, kind), 0) if kind else needs.in_group(key)
        if lines:
            made.append(Group(key, title, LOOKS[key], lines, counted))
    return made


def for_others(found: list[tuple[Covered, Needs]], *, on: date, href: str) -> list[Group]:
    """What cannot wait until a colleague is back, a group for each."""
    made = []
    for covered, needs in found:
        lines = [line(one, needs.asked) for one in needs.shown]
        last = covered.until_on - timedelta(days=1)
        until = words.soon(last, on)
        title = f"For {covered.name}, until {until if until != 'today' else 'this evening'}"
        few = len(lines) < needs.everything
        aside = f"{len(lines)} of {needs.everything}: only what cannot wait" if few else ""
        key, address = f"cover-{covered.adviser}", f"{href}?adviser={covered.adviser}"
        made.append(Group(key, title, "cover", lines, len(lines), aside, address))
    return made


def chips(needs: Needs, *, kind: str, href: str) -> list[dict[str, object]]:
    """All, and one for each kind of which there is something, or that was asked for."""
    shown: list[dict[str, object]] = [
        {"text": "All", "href": href, "current": not kind, "count": needs.everything}
    ]
    joined = "&" if "?" in href else "?"
    for one in others.sources():
        number = needs.of_kind(one.kind)
        if number or one.kind == kind:
            current = one.kind == kind
            shown.append(
                {
                    "text": one.chip,
                    "href": f"{href}{joined}show={one.kind}",
                    "current": current,
                    "count": number,
                }
            )
    return shown


def line(need: Need, asked: others.Asked) -> Line:
    """A need as a row: who, what state, one sentence, one thing to do."""
    said = others.say(need, asked)
    href = address("people:record", need.young_person_id)
    look = STATE_LOOKS[need.group]
    return Line(need.name, href, _about(need, asked.on), look, said.state, said.what, said.do, said.href)


def _about(need: Need, on: date) -> str:
    parts = [str(currency.age(need.date_of_birth, on)), SUPPORT[need.level_of_need]]
    if need.special_needs in SPECIAL:
        parts.append(SPECIAL[SpecialNeeds(need.special_needs)])
    return ", ".join(parts)


def spoken_count(number: int) -> str:
    """ "Eleven things need you"."""
    if number == 0:
        return "Nothing needs you just now"
    return f"{words.number(number).capitalize()} {'thing needs' if number == 1 else 'things need'} you"
