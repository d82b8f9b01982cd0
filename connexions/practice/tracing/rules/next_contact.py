"""Whom to try next, how and when: worked out from how earlier tries ended. Pure.

The order is that of a tracking team: ring them, at another time of day where nobody answered; text; ask whoever looks
after them; write; go there. A number that was wrong, or that they asked us to leave alone, is never proposed again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Way(StrEnum):
    """How."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    VISIT = "visit"
    NOBODY = "nobody"  # not to be tried from here: somebody decides


class Part(StrEnum):
    """When in the day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


# After no answer at one time of day, the next to try.
THEN = {Part.MORNING: Part.EVENING, Part.EVENING: Part.AFTERNOON, Part.AFTERNOON: Part.MORNING}
NOON, FIVE = 12, 17
REACHED = frozenset({"spoke"})
MISSED = frozenset(
    {"no_answer", "left_message", "wrong_number", "moved", "reached_someone_else", "did_not_come"}
)
RINGS_BEFORE_TEXT = 2  # of one number, without an answer
RINGS_BEFORE_ANOTHER = 3


@dataclass(frozen=True)
class Point:
    """A number or address at which they, or somebody else, may be reached."""

    key: str
    kind: str  # mobile, phone, email
    value: str
    whose: str = ""  # empty where it is their own
    preferred: bool = False
    closed: str = ""  # why it is not used: "failed", "opted out"

    @property
    def rings(self) -> bool:
        return self.kind in ("mobile", "phone") and not self.closed

    @property
    def takes_texts(self) -> bool:
        return self.kind == "mobile" and not self.closed


@dataclass(frozen=True)
class Carer:
    """Somebody who looks after them, and whether we may speak with them."""

    key: str
    name: str
    relationship: str
    phone: str
    may_contact: bool


@dataclass(frozen=True)
class Try:
    """An earlier contact, or a try at one."""

    at: datetime  # on the clock of England
    channel: str
    outcome: str
    point: str = ""

    @property
    def part(self) -> Part:
        if self.at.hour < NOON:
            return Part.MORNING
        return Part.AFTERNOON if self.at.hour < FIVE else Part.EVENING


@dataclass(frozen=True)
class Known:
    """All that is asked about one person."""

    points: Sequence[Point] = ()
    carers: Sequence[Carer] = ()
    tries: Sequence[Try] = ()  # the latest first
    has_address: bool = False
    moved: bool = False  # the address is said to be an old one


@dataclass(frozen=True)
class Next:
    """The next best contact: how, to which number or whom, when, and why."""

    way: Way
    why: str
    point: str = ""
    carer: str = ""
    part: Part | None = None


def next_contact(known: Known, *, visit_after: int, stop_after: int) -> Next:
    """The next best contact with one person."""
    since = _since_reached(known.tries)
    if known.tries and known.tries[0].outcome == "does_not_want_help":
        return Next(Way.NOBODY, "They said that they want no help. Whoever leads the team decides.")
    if len(since) >= stop_after:
        return Next(Way.NOBODY, f"{len(since)} tries have failed. Stop here, or decide on another way.")
    if len(since) >= visit_after and known.has_address and not _visited(since):
        return Next(Way.VISIT, f"{len(since)} tries have failed, and nobody has been there yet.")
    for proposed in (_ring(known, since), _text(known, since), _carer(known, since), _write(known, since)):
        if proposed is not None:
            return proposed
    if known.has_address and not _visited(since):
        return Next(Way.VISIT, "No number of theirs works: go there.")
    return Next(Way.NOBODY, "Nothing is left to try: look at lists, a brother or sister, another service.")


def parts_missed(tries: Sequence[Try], point: str) -> list[Part]:
    """At which times of day a number was rung without an answer, the latest first."""
    return [one.part for one in tries if one.channel == "phone" and one.point == point and _missed(one)]


def _since_reached(tries: Sequence[Try]) -> list[Try]:
    """The tries that failed since somebody last spoke with them, the latest first."""
    found: list[Try] = []
    for one in tries:
        if one.outcome in REACHED:
            break
        if one.outcome in MISSED:
            found.append(one)
    return found


def _missed(one: Try) -> bool:
    return one.outcome in ("no_answer", "left_message")


def _visited(since: Sequence[Try]) -> bool:
    return any(one.channel == "visit" for one in since)


def _ring(known: Known, since: Sequence[Try]) -> Next | None:
    best = sorted(
        (one for one in known.points if one.rings and not one.whose),
        key=lambda one: (_rung(since, one.key), not _answered(known.tries, one.key), not one.preferred),
    )
    for one in best:
        rung = _rung(since, one.key)
        texted = any(each.channel == "text" for each in since)
        if rung >= RINGS_BEFORE_ANOTHER or (rung >= RINGS_BEFORE_TEXT and one.takes_texts and not texted):
            continue
        return Next(Way.PHONE, *_when(known.tries, since, one))
    return None


def _when(tries: Sequence[Try], since: Sequence[Try], point: Point) -> tuple[str, str, str, Part | None]:
    """Why this number, and at which time of day."""
    good = [one.part for one in tries if one.channel == "phone" and one.outcome in REACHED]
    missed = parts_missed(since, point.key)
    if good and good[0] not in missed:
        times = good.count(good[0])
        often = "once" if times == 1 else "twice" if times == 2 else f"{times} times"
        return f"They answered in the {good[0]} {often}.", point.key, "", good[0]
    if missed:
        untried = next((THEN[one] for one in missed if THEN[one] not in missed), None)
        part = untried or next((one for one in Part if one not in missed), THEN[missed[0]])
        return f"No answer in the {missed[0]}: another time of day.", point.key, "", part
    if _answered(tries, point.key):
        return "They answered on this number before.", point.key, "", None
    if point.preferred:
        return "The number they like best.", point.key, "", None
    return "This number has not been tried yet.", point.key, "", None


def _text(known: Known, since: Sequence[Try]) -> Next | None:
    texted = {one.point for one in since if one.channel == "text"}
    for one in sorted(known.points, key=lambda one: not one.preferred):
        if one.takes_texts and not one.whose and one.key not in texted and "" not in texted:
            return Next(Way.TEXT, "They do not pick up: a text can be read when it suits.", one.key)
    return None


def _carer(known: Known, since: Sequence[Try]) -> Next | None:
    """Those whom the young person is content that we speak with, each once between two talks."""
    for one in known.carers:
        if one.may_contact and one.phone and _rung(since, f"carer:{one.key}") < RINGS_BEFORE_TEXT:
            again = _rung(since, f"carer:{one.key}")
            why = (
                "No answer before: once more." if again else "Their own numbers have not worked; they agreed."
            )
            return Next(Way.PHONE, why, carer=one.key)
    for point in known.points:
        if point.rings and point.whose and _rung(since, point.key) < RINGS_BEFORE_TEXT:
            return Next(Way.PHONE, "Their own numbers have not worked.", point.key)
    return None


def _write(known: Known, since: Sequence[Try]) -> Next | None:
    written = {one.channel for one in since}
    for one in known.points:
        if one.kind == "email" and not one.closed and not one.whose and "email" not in written:
            return Next(Way.EMAIL, "No number has worked: write to them.", one.key)
    if known.has_address and not known.moved and "letter" not in written:
        return Next(Way.LETTER, "No number has worked: a letter with a link to answer by.")
    return None


def _rung(since: Sequence[Try], point: str) -> int:
    return sum(1 for one in since if one.channel == "phone" and one.point == point)


def _answered(tries: Sequence[Try], point: str) -> bool:
    return any(one.outcome in REACHED and one.point == point for one in tries)
