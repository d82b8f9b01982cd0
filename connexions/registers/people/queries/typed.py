"""What somebody typed into the search box, recognised by its shape."""

import re
from dataclasses import dataclass, field
from datetime import date

from connexions.engines import identifiers
from connexions.engines.identifiers import postcode
from connexions.ground.design import dates
from connexions.registers.people import names, reach

LONGEST = 200  # letters of a search that are read
MOST_WORDS = 6

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf"\b(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s/.-]+{_MONTH}[\s/.,-]+\d{{4}})(?!\w)",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")
_PHONE = re.compile(r"(?<![\w+])(?:\+|00|\(?0)[\d\s().\-]{7,18}\d(?!\w)")
_POSTCODE = re.compile(r"(?<!\w)[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}(?!\w)", re.IGNORECASE)
_OUTWARD = re.compile(r"[a-z]{1,2}\d[a-z\d]?", re.IGNORECASE)
_NUMBER = re.compile(r"(?=\w*\d)[\w/-]{4,40}")


@dataclass
class Typed:
    """The parts of a search, each ready to be looked up by equality."""

    born_on: list[date] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    postcodes: list[str] = field(default_factory=list)
    outwards: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    words: list[tuple[str, ...]] = field(default_factory=list)  # each typed name, as its parts

    @property
    def is_empty(self) -> bool:
        return not self.shapes

    @property
    def shapes(self) -> list[str]:
        """What kinds of thing were recognised; what the audit says of a search."""
        return [name for name, value in vars(self).items() if value]


def read(text: str, *, on: date) -> Typed:
    """Recognise *text*. *on* tells which century a year of two digits means."""
    found, rest = Typed(), " ".join(text[:LONGEST].split())
    rest = _take(_EMAIL, rest, lambda one: _add(found.emails, one.lower()))
    rest = _take(_DATE, rest, lambda one: _add(found.born_on, _date(one, on)))
    rest = _take(_POSTCODE, rest, lambda one: _add(found.postcodes, _postcode(one)))
    rest = _take(_PHONE, rest, lambda one: _add(found.phones, reach.phone_if_any(one)))
    for word in re.split(r"[\s,;]+", rest):
        _place(word, found)
    return found


def _take(shape: re.Pattern[str], text: str, keep: object) -> str:
    """Take out of *text* whatever has the shape and *keep* accepts."""

    def taken(match: re.Match[str]) -> str:
        return " " if keep(match.group()) else match.group()  # type: ignore[operator]

    return shape.sub(taken, text)


def _add(kept: list[object] | list[str] | list[date], value: object) -> bool:
    if not value:
        return False
    kept.append(value)  # type: ignore[arg-type]
    return True


def _date(text: str, on: date) -> date | None:
    boxes = dates.unpacked(dates.TypedDate(day=text))
    if len(boxes.year) == 2:
        year = on.year // 100 * 100 + int(boxes.year)
        boxes = boxes._replace(year=str(year if year <= on.year else year - 100))
    try:
        return dates.read(boxes)
    except dates.BadDate:
        return None


def _postcode(text: str) -> str:
    return "" if postcode.problem(text) else postcode.normalise(text)


def _place(word: str, found: Typed) -> None:
    """One word that is left: half a postcode, a number of some system, or a name."""
    if _OUTWARD.fullmatch(word) and _looks_outward(word):
        found.outwards.append(word.upper())
    elif _NUMBER.fullmatch(word):
        found.numbers.append(word.upper())
    elif (parts := names.parts_of(word)) and len(found.words) < MOST_WORDS:
        found.words.append(tuple(parts))


def _looks_outward(word: str) -> bool:
    """Whether some full postcode could begin so: NE1 does, X9 does not."""
    return identifiers.postcode.problem(f"{word} 1AA") is None
