"""One object read field by field, with what is wrong gathered instead of stopping at the first."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from connexions.engines.openreferral.schemas import Fault

WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")  # what no database of texts can hold


@dataclass
class Reading:
    """An object, where it stands, and the list that its faults go to."""

    value: dict[str, Any]
    path: str
    faults: list[Fault] = field(default_factory=list)

    def fault(self, name: str, sentence: str) -> None:
        self.faults.append(Fault(f"{self.path}.{name}", sentence))

    def text(self, name: str, most: int = 20_000) -> str:
        value = self.value.get(name)
        if value is None or not isinstance(value, str):
            return ""
        if len(value) > most:
            self.fault(name, f"This has {len(value):,} characters; at most {most:,} are kept.")
        if UNKEEPABLE.search(value):
            self.fault(name, "This holds a character that cannot be kept.")
        return value.strip()

    def web(self, name: str, most: int = 300) -> str:
        """An address that somebody can be led to: never a program's, such as javascript:."""
        value = self.text(name, most)
        if value and not WEB.match(value):
            self.fault(name, "This must be a web address that begins with http:// or https://.")
        return value

    def identifier(self, name: str = "id") -> UUID | None:
        try:
            return UUID(str(self.value.get(name, "")))
        except ValueError:
            return None

    def number(self, name: str, *, least: float, most: float) -> float | None:
        value = self.value.get(name)
        if value is None or isinstance(value, bool) or not isinstance(value, int | float):
            return None
        if not math.isfinite(value) or not least <= value <= most:
            self.fault(name, f"This must lie between {least:,g} and {most:,g}.")
            return None
        return float(value)

    def day(self, name: str) -> date | None:
        """A date; of a moment, its day."""
        value = self.text(name)
        try:
            return date.fromisoformat(value[:10]) if value else None
        except ValueError:
            self.fault(name, "This must be a date such as 2026-11-03.")
            return None

    def moment(self, name: str) -> datetime | None:
        value = self.text(name)
        try:
            return datetime.fromisoformat(value) if value else None
        except ValueError:
            self.fault(name, "This must be a date and time such as 2026-11-03T09:30:00Z.")
            return None

    def clock(self, name: str) -> time | None:
        """A time of day as written; what zone it names is that of the clock on the wall there."""
        value = self.text(name)
        if value.startswith("24:00"):
            return time(23, 59, 59)
        try:
            return time.fromisoformat(value).replace(tzinfo=None, microsecond=0) if value else None
        except ValueError:
            self.fault(name, "This must be a time such as 09:30 or 09:30:00Z.")
            return None

    def one(self, name: str) -> "Reading | None":
        value = self.value.get(name)
        return Reading(value, f"{self.path}.{name}", self.faults) if isinstance(value, dict) else None

    def many(self, name: str) -> "Iterator[Reading]":
        value = self.value.get(name)
        for number, each in enumerate(value if isinstance(value, list) else []):
            if isinstance(each, dict):
                yield Reading(each, f"{self.path}.{name}[{number}]", self.faults)
