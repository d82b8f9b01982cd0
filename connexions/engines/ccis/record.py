"""What an extract holds: one header, and one record for each young person."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from connexions.engines.ccis.specification import requirement_year

#: The status of those whom a system has already reported as having left: kept there, never sent.
ALREADY_REPORTED = "X"


@lru_cache(maxsize=65536)
def as_date(text: str | None) -> date | None:
    """The date written as CCYY-MM-DD, or None. An extract has few different dates, so they are remembered."""
    if text is None or len(text) != 10 or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Header:
    """Who sent the extract, for which databases and authorities, and up to which day."""

    database_ids: tuple[str, ...]
    source_leas: tuple[str, ...]
    date_of_send: date
    period_end: date
    supplier_name: str = ""
    supplier_xml_version: str = ""
    xml_schema_version: str = ""
    unknown: dict[str, list[str]] = field(default_factory=dict)
    line: int = field(default=0, compare=False)

    @property
    def year(self) -> int:
        """The year of the requirement that holds for the period, by which the specification is chosen."""
        return requirement_year(self.period_end)


@dataclass(slots=True)
class Record:
    """One young person as the source has them.

    `values` holds the text of every known element that is not empty, by the element's name; those of the
    September Guarantee by names of our own (`Year11GuaranteeStatus`, `Year12LEACode`), since the two years
    share theirs. `unknown` holds all else by its path, so that nothing of the source is lost.
    """

    ordinal: int
    line: int
    values: dict[str, str]
    characteristics: tuple[str, ...] = ()
    unknown: dict[str, list[str]] = field(default_factory=dict)
    has_activities: bool = True

    def digest(self) -> str:
        """A hash that is equal for equal records, whatever the order of their elements."""
        fields = map("\x1f".join, sorted(self.values.items()))
        more = [f"{path}\x1f" + "\x1f".join(found) for path, found in sorted(self.unknown.items())]
        whole = ["\x1e".join(fields), "\x1e".join(sorted(set(self.characteristics))), *more]
        return hashlib.blake2b("\x1d".join(whole).encode(), digest_size=16).hexdigest()
