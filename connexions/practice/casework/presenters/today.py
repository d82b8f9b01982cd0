"""One sentence and one button for everything that needs attention."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from connexions.engines import currency
from connexions.ground.base.acting import Covered
from connexions.ground.design import words
from connexions.practice.casework import today as others
from connexions.practice.casework.models import Contact
from connexions.practice.casework.presenters.addresses import addresses
from connexions.practice.casework.queries.background import Behind
from connexions.practice.casework.queries.today import COMING, NEW, OVERDUE, THIS_WEEK, Need, Needs
from connexions.registers.people.models.young_person import LevelOfNeed, SpecialNeeds

TITLES = {OVERDUE: "Overdue", THIS_WEEK: "This week", NEW: "New to you", COMING: "In the next four weeks"}
LOOKS = {OVERDUE: "overdue", THIS_WEEK: "due", NEW: "new", COMING: "cover"}
STATE_LOOKS = LOOKS | {COMING: "plum"}
CHIPS = {
    "review": "Reviews",
    "contact": "Failed contacts",
    "plan": "Plans stuck",
    "status": "Statuses",
    "new": "New",
}
PAGES = (
    "people:record",
    "casework:review_hold",
    "casework:contact_record",
    "casework:plan",
    "tracking:status",
)
Addresses = Mapping[str, Callable[[UUID], str]]
SUPPORT = dict(LevelOfNeed.choices)
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


Background = Mapping[UUID, Behind]  # what lines say besides


def groups(needs: Needs, *, kind: str, on: date, background: Background) -> list[Group]:
    """The groups that have something in them, the most urgent first."""
    made, known = [], {page: addresses(page) for page in PAGES}
    for key, title in TITLES.items():
        lines = [
            line(need, on=on, background=background, addresses=known)
            for need in needs.shown
            if need.group == key
        ]
        counted = needs.counts.get((key, kind), 0) if kind else needs.in_group(key)
        if lines:
            made.append(Group(key, title, LOOKS[key], lines, counted))
    return made


def for_others(
    found: list[tuple[Covered, Needs]], *, on: date, background: Background, href: str
) -> list[Group]:
    """What cannot wait until a colleague is back, a group for each."""
    known = {page: addresses(page) for page in PAGES}
    made = []
    for covered, needs in found:
        lines = [line(one, on=on, background=background, addresses=known) for one in needs.shown]
        last = covered.until_on - timedelta(days=1)
        until = _soon(last, on)
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
    named = CHIPS | {one.kind: one.chip for one in others.sources()}
    for key, text in named.items():
        number = needs.of_kind(key)
        if number or key == kind:
            shown.append(
                {"text": text, "href": f"{href}{joined}show={key}", "current": key == kind, "count": number}
            )
    return shown


def line(need: Need, *, on: date, background: Background, addresses: Addresses) -> Line:
    """A need as a row: who, what state, one sentence, one thing to do."""
    if need.line is not None:
        told, do_href = need.line, need.line.href
        look, state, what, do = STATE_LOOKS[need.group], told.state, told.what, told.do
    else:
        look, state, what, do, page = SENTENCES[need.kind](need, on, background)
        do_href = addresses[page](need.young_person_id)
    href = addresses["people:record"](need.young_person_id)
    return Line(need.name, href, _about(need, on), look, state, what, do, do_href)


def _about(need: Need, on: date) -> str:
    parts = [str(currency.age(need.date_of_birth, on)), SUPPORT[need.level_of_need].lower()]
    if need.special_needs in SPECIAL:
        parts.append(SPECIAL[SpecialNeeds(need.special_needs)])
    return ", ".join(parts)


def _review(need: Need, on: date, background: Background) -> tuple[str, str, str, str, str]:
    late = (on - need.day).days
    if need.group == OVERDUE:
        look, state = "overdue", f"Review, {words.count(late, 'day')} overdue"
    elif late > 0:
        look, state = "due", f"Review was due {words.short_day(need.day)}"
    else:
        look, state = "due", f"Review due {_soon(need.day, on)}"
    known = background.get(need.young_person_id, Behind())
    seen, steps = known.seen_on, known.steps
    told = [f"Due {words.short_day(need.day) if late > 0 else _weekday(need.day)}"]
    told.append(
        f"{_number(steps).capitalize()} {'step' if steps == 1 else 'steps'} open" if steps else "No step open"
    )
    last = f"last seen {words.short_day(seen)}" if seen else "no contact in which you spoke yet"
    return look, state, f"{told[0]}. {told[1]}; {last}.", "Start review", "casework:review_hold"


def _contact(need: Need, on: date, background: Background) -> tuple[str, str, str, str, str]:
    tries = background.get(need.young_person_id, Behind()).tries
    outcome = Contact.Outcome(need.what).label
    if len(tries) > 1:
        how = ", ".join(_channel(channel) for _, channel in reversed(tries))
        what = f"{_number(len(tries)).capitalize()} tries since {words.short_day(tries[-1][0])}: {how}."
    else:
        when = words.short_day(tries[0][0]) if tries else "the last time"
        what = f"{outcome} on {when}, by {_channel(need.words)}." if tries else f"{outcome}."
    ahead = need.day > on
    state = f"Try again {_soon(need.day, on)}" if ahead else "Failed contact"
    return ("due" if ahead else "overdue"), state, what, "Try again", "casework:contact_record"


def _plan(need: Need, on: date, background: Background) -> tuple[str, str, str, str, str]:
    if need.what == "no_goal":
        names = [name.lower() for name in need.words.split("|")]
        has = "has" if len(names) == 1 else "have"
        noun = "need" if len(names) == 1 else "needs"
        what = f"{_number(len(names)).capitalize()} {noun}, {words.listed(names[:3])}"
        what += " and more," if len(names) > 3 else ","
        what += f" {has} no goal since the assessment on {words.short_day(need.day)}."
        return "due", "Needs without a goal", what, "Open plan", "casework:plan"
    days = (on - need.day).days
    if need.what == "draft":
        what = f"Begun {words.short_day(need.day)} and not agreed yet."
        return "due", "Plan not agreed", what, "Open plan", "casework:plan"
    what = f"No step has moved for {words.count(days, 'day')}."
    what += f" The next one: {need.words}" if need.words else " Every step is done or dropped: what is next?"
    return (
        "due",
        "Plan stuck",
        what if what.endswith(("?", ".")) else f"{what}.",
        "Open plan",
        "casework:plan",
    )


def _status(need: Need, on: date, background: Background) -> tuple[str, str, str, str, str]:
    where = f" at {need.words}" if need.words else ""
    left = (need.day - on).days
    if left < 0:
        what = f"{need.what}{where}. Lapsed {words.short_day(need.day)}: {need.known_as} counts as not known."
        return "overdue", "Status lapsed", what, "Confirm status", "tracking:status"
    state = "Status lapses today" if left == 0 else f"Status lapses in {words.count(left, 'day')}"
    what = f"{need.what}{where}. Lapses {_weekday(need.day)}; then {need.known_as} counts as not known."
    return ("plum" if need.group == COMING else "due"), state, what, "Confirm status", "tracking:status"


def _new(need: Need, on: date, background: Background) -> tuple[str, str, str, str, str]:
    what = f"Allocated to you on {words.short_day(need.day)}. No contact yet."
    return "new", "New to you", what, "Say hello", "casework:contact_record"


SENTENCES = {"review": _review, "contact": _contact, "plan": _plan, "status": _status, "new": _new}
NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def _number(number: int) -> str:
    """Small numbers in words, as one would say them."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def _soon(day: date, on: date) -> str:
    ahead = (day - on).days
    if ahead <= 1:
        return "today" if ahead == 0 else "tomorrow"
    return words.long_day(day).split(" ", maxsplit=1)[0] if ahead < 7 else words.short_day(day)


def _weekday(day: date) -> str:
    """Wednesday 25 November: near enough to need no year."""
    return words.long_day(day).rsplit(" ", maxsplit=1)[0]


def _channel(channel: str) -> str:
    return Contact.Channel(channel).label.lower()


def spoken_count(number: int) -> str:
    """ "Eleven things need you"."""
    if number == 0:
        return "Nothing needs you just now"
    return f"{_number(number).capitalize()} {'thing needs' if number == 1 else 'things need'} you"
