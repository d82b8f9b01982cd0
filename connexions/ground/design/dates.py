"""Reading a date as people write it: in three boxes, or pasted whole into one of them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import NamedTuple

from connexions.ground.design import words

MONTHS = {
    name: number
    for number, full in enumerate(words.MONTHS, start=1)
    for name in (full.lower(), full[:3].lower())
} | {"sept": 9}

_PASTED = (
    re.compile(
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s/.,-]+(?P<month>\d{1,2}|[a-z]+)[\s/.,-]+(?P<year>\d{1,4})", re.I
    ),
    re.compile(r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})(?:T[\d:.Z+-]*)?", re.I),
)


class TypedDate(NamedTuple):
    """What was typed into the three boxes, untouched."""

    day: str = ""
    month: str = ""
    year: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(self)


@dataclass(frozen=True)
class BadDate(Exception):
    """A date that cannot be read: what must be true of it, and which boxes are wrong."""

    must: str
    boxes: tuple[str, ...]


def typed(value: dt.date | str | TypedDate | None) -> TypedDate:
    """Three boxes from a date, a pasted text or what was typed before."""
    if isinstance(value, TypedDate):
        return value
    if isinstance(value, dt.date):
        return TypedDate(str(value.day), str(value.month), str(value.year))
    return unpacked(TypedDate(day=(value or "").strip()))


def unpacked(boxes: TypedDate) -> TypedDate:
    """The same, with a whole date pasted into one box spread over the three."""
    filled = [text for text in boxes if text]
    if len(filled) != 1:
        return boxes
    for pattern in _PASTED:
        if found := pattern.fullmatch(filled[0]):
            return TypedDate(found["day"], found["month"], found["year"])
    return boxes


def read(boxes: TypedDate) -> dt.date:
    """The date in the boxes. Raises BadDate saying what must be true of it."""
    empty = [name for name in TypedDate._fields if not getattr(boxes, name)]
    if empty:
        raise BadDate(f"must include a {' and a '.join(empty)}", tuple(empty))
    year = _year(boxes.year)
    month = _month(boxes.month)
    day = _number(boxes.day, "day", 31)
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise BadDate("must be a real date: that month is shorter", ("day",)) from None


def _year(text: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", text) or int(text) == 0:
        raise BadDate("must have a year of four numbers, like 2026", ("year",))
    return int(text)


def _month(text: str) -> int:
    named = MONTHS.get(text.lower().strip(" ."))
    return named if named else _number(text, "month", 12)


def _number(text: str, box: str, highest: int) -> int:
    if not re.fullmatch(r"[0-9]{1,2}", text) or not 1 <= int(text) <= highest:
        raise BadDate(f"must have a {box} from 1 to {highest}, not “{text}”", (box,))
    return int(text)
