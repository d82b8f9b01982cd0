"""A caseload as a table, its filters and its headings."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, cast
from urllib.parse import urlencode

from connexions.ground.base.acting import Actor
from connexions.ground.base.addresses import address
from connexions.ground.design import words
from connexions.practice.casework import permissions
from connexions.practice.casework.models import Contact, SavedView
from connexions.practice.casework.queries.caseload import NOBODY, REVIEWS, SORTS, Asked, Row
from connexions.practice.casework.rules import VIEW_ASKS
from connexions.practice.tracking.models import ActivityKind
from connexions.practice.tracking.rules import LAPSES_LATER
from connexions.registers.accounts.models import Membership
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.models.young_person import LevelOfNeed
from connexions.registers.people.presenters.record import age_and_year

SUPPORT = dict(LevelOfNeed.choices)
CHANNELS = dict(Contact.Channel.choices)
DOINGS = {
    "allocate": "Give them to an adviser",
    "review": "Set the day of their review",
    "level": "Change their level of support",
    "written": "Record that they were written to",
}
NARROWING = ("adviser", "level", "status", "review", "named", "sort", "down")


class Line(NamedTuple):
    """One row of the table."""

    id: str
    name: str
    href: str
    about: str
    support: str
    doing: str
    doing_state: tuple[str, str] | None
    plan: str
    plan_beads: tuple[int, int] | None
    review: str
    review_state: tuple[str, str] | None
    contact: str
    adviser: str


def rows(found: list[Row], *, on: date) -> list[Line]:
    """The page's young people."""
    return [_line(one, address("people:record", one.id), on) for one in found]


def _line(found: Row, href: str, on: date) -> Line:
    review, review_state = _review(found, on)
    return Line(
        id=str(found.id),
        name=found.name,
        href=href,
        about=_about(found, on),
        support=SUPPORT[found.level_of_need],
        doing=found.doing or "Not known",
        doing_state=_currency(found, on),
        plan={"draft": "Being written", None: "None yet"}.get(found.plan_status, ""),
        plan_beads=(found.steps_done, found.steps) if found.plan_status in ("agreed", "changed") else None,
        review=review,
        review_state=review_state,
        contact=_contact(found),
        adviser=found.adviser or "Nobody yet",
    )


def _about(found: Row, on: date) -> str:
    """Age and year group: a row says what is asked of a young person for it."""
    return age_and_year(cast("YoungPerson", found), on=on)


def _currency(found: Row, on: date) -> tuple[str, str] | None:
    lapses = found.lapses_on
    if lapses is None or (lapses - on).days > LAPSES_LATER:
        return None
    if lapses < on:
        return "overdue", f"Lapsed {words.short_day(lapses)}"
    return "due", f"Lapses {words.short_day(lapses)}"


def _review(found: Row, on: date) -> tuple[str, tuple[str, str] | None]:
    if found.review_on is None:
        return "No day set", None
    late = (on - found.review_on).days
    if found.review_overdue:
        return "", ("overdue", words.short_day(found.review_on))
    if late >= -7:
        return "", ("due", words.short_day(found.review_on))
    return words.short_day(found.review_on), None


def _contact(found: Row) -> str:
    if found.contact_at is None:
        return "None yet"
    if found.outcome in Contact.FAILED:
        channel = CHANNELS.get(found.channel or "", "").lower()
        return f"{words.short_day(found.contact_at)}, {channel}: not reached"
    return words.short_day(found.contact_at)


def heads(asked: Asked, query: Mapping[str, str]) -> list[dict[str, Any] | str]:
    """The headings of the columns: some sort."""
    found: dict[str, dict[str, Any]] = {}
    for key, text in SORTS.items():
        turned = asked.sort == key and not asked.down
        href = _address(query, sort=key, down="1" if turned else "")
        found[key] = {"text": text, "href": href}
        if asked.sort == key:
            found[key]["sorted"] = "descending" if asked.down else "ascending"
    found["status"]["text"] = "Doing now"
    return [found["name"], found["support"], found["status"], "Plan", found["review"], "Last contact"]


def chips(asked: Asked, query: Mapping[str, str]) -> list[dict[str, Any]]:
    """The shortest way to what is most often asked."""
    shortcuts: list[tuple[str, dict[str, str]]] = [
        ("All", {}),
        ("Review overdue", {"review": "overdue"}),
        ("Review this week", {"review": "week"}),
        ("No review set", {"review": "none"}),
        ("Status lapsing", {"status": "lapsing"}),
        ("Out of education and work", {"status": "neet"}),
    ]
    narrowed = {"review": asked.review, "status": asked.status}
    return [
        {
            "text": text,
            "href": _address(query, **({"review": "", "status": ""} | told)),
            "current": {name: value for name, value in narrowed.items() if value} == told,
        }
        for text, told in shortcuts
    ]


def doings(by: Actor) -> list[tuple[str, str]]:
    """What *by* may do to several at once."""
    if by.role not in permissions.CASEWORKERS:
        return []
    return [
        (key, text) for key, text in DOINGS.items() if key != "allocate" or by.role in permissions.MANAGERS
    ]


def views(found: list[SavedView], query: Mapping[str, str]) -> list[dict[str, Any]]:
    """The reader's own views, as links; the one that is shown is marked."""
    now = {name: query[name] for name in VIEW_ASKS if query.get(name)}
    return [
        {"text": one.name, "href": "?" + (urlencode(one.asks) or "all=1"), "current": one.asks == now}
        for one in found
        if one.name
    ]


def choices(asked: Asked, advisers: list[Membership], by: Actor) -> dict[str, list[tuple[str, str, bool]]]:
    """What the lists to choose from hold: (value, text, chosen)."""
    mine = str(asked.adviser or (NOBODY if asked.nobody else "all"))
    people = [
        ("all", "Everybody"),
        (NOBODY, "Nobody yet"),
        *((str(one.user_id), one.user.name) for one in advisers),
    ]
    if not advisers:  # their own, and those of whom they cover
        people = [(str(by.id), "Your own"), *((str(one.adviser), one.name) for one in by.covers)]
    return {
        "adviser": [(value, text, value == mine) for value, text in people] if len(people) > 1 else [],
        "level": _chosen([("", "Any support"), *LevelOfNeed.choices], asked.level),
        "status": _chosen(
            [("", "Doing anything"), ("lapsing", "Lapsing or lapsed"), *ActivityKind.Group.choices],
            asked.status,
        ),
        "review": _chosen([("", "Any review"), *REVIEWS.items()], asked.review),
    }


def _chosen(options: list[tuple[str, str]], value: str) -> list[tuple[str, str, bool]]:
    return [(one, text, one == value) for one, text in options]


def title(asked: Asked, advisers: list[Membership], by: Actor) -> str:
    """Whose caseload this is."""
    if asked.nobody:
        return "Nobody’s young people"
    if asked.adviser == by.id:
        return "Your caseload"
    if asked.adviser:
        named = {one.user_id: one.user.name for one in advisers} | {
            one.adviser: one.name for one in by.covers
        }
        return f"{named[asked.adviser]}’s caseload" if asked.adviser in named else "Caseload"
    return "Everybody’s caseload"


def _address(query: Mapping[str, str], **changed: str) -> str:
    told = {name: query[name] for name in NARROWING if query.get(name)} | changed
    return "?" + (urlencode({name: value for name, value in told.items() if value}) or "all=1")
