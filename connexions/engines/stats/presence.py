"""Who is counted at a month end, and with what: one young person at a time.

The database counts the same by grouping rows; this says in the fewest words what it must find, and tests compare.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from connexions.engines.currency.lapses import has_lapsed
from connexions.engines.currency.years import academic_age
from connexions.engines.stats.standings import NOTHING, Doing

AGES = (16, 17)  # academic ages of the headline figures since 2016-17


class Outside(StrEnum):
    """Why somebody is not counted at a month end."""

    AGE = "age"  # too young, or too old
    AWAY = "away"  # had left: moved, died, found to be a duplicate
    UNRECORDED = "not_on_record"  # nobody had heard of them


@dataclass(frozen=True, slots=True)
class Spell:
    """One activity: from *start_on* until the day before *end_on*; current to *lapses_on*, that day included."""

    code: str
    start_on: date
    end_on: date | None = None
    lapses_on: date | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """What is kept of one young person, as far as figures need it. *spells* do not overlap."""

    born_on: date
    spells: Sequence[Spell] = field(default=())
    on_record_from: date = date.min
    left_on: date | None = None


def at(life: Life, on: date, ages: Sequence[int] = AGES) -> Doing | Outside:
    """What somebody is counted as at the end of a day, or why they are not counted.

    * In the cohort are those of these academic ages.
    * Whoever had left by then is not counted; before that day they are.
    * Counted is whoever something is recorded of for that day. Of whom nothing is, they count as not known from the
      day on which their record was made: an earlier month stays as it could have been reported.
    """
    if academic_age(life.born_on, on) not in ages:
        return Outside.AGE
    if life.left_on is not None and life.left_on <= on:
        return Outside.AWAY
    for spell in life.spells:
        if spell.start_on <= on and (spell.end_on is None or spell.end_on > on):
            return Doing(spell.code, has_lapsed(spell.lapses_on, on))
    return NOTHING if life.on_record_from <= on else Outside.UNRECORDED
