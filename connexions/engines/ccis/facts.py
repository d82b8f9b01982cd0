"""What the rules ask of a record, worked out once: dates read, ages counted, codes looked up."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from connexions.engines.ccis.record import Header, Record, as_date
from connexions.engines.ccis.specification import ActivityCode, Specification
from connexions.engines.currency import nc_year_group


class Facts:
    """One record beside its header and specification. A date that cannot be read is None."""

    __slots__ = (
        "born",
        "characteristics",
        "code",
        "get",
        "has_activities",
        "header",
        "period_end",
        "record",
        "spec",
        "status",
        "year_group",
    )

    def __init__(self, record: Record, header: Header, spec: Specification) -> None:
        get = record.values.get
        self.record, self.header, self.spec, self.get = record, header, spec, get
        self.period_end = header.period_end
        self.characteristics = record.characteristics
        self.has_activities = record.has_activities
        self.status = get("CohortStatus")
        self.code = get("ActivityCode")
        self.born, self.year_group = _birth(get("DOB"), header.period_end)

    @property
    def activity(self) -> ActivityCode | None:
        """What the requirement says of the activity's code, when it knows it."""
        return self.spec.activities.get(self.code) if self.code else None

    @property
    def started(self) -> date | None:
        return as_date(self.get("StartDate"))

    @property
    def ascertained(self) -> date | None:
        return as_date(self.get("DateAscertained"))

    @property
    def verified(self) -> date | None:
        return as_date(self.get("DateVerified"))

    @property
    def review(self) -> date | None:
        return as_date(self.get("ReviewDate"))

    @property
    def lapses(self) -> date | None:
        return as_date(self.get("DueToLapseDate"))

    @property
    def neet_since(self) -> date | None:
        return as_date(self.get("NEETStartDate"))

    @property
    def predicted_end(self) -> date | None:
        return as_date(self.get("PredictedEndDate"))


@lru_cache(maxsize=16384)
def _birth(text: str | None, period_end: date) -> tuple[date | None, int | None]:
    """The date of birth and the year group of the period's academic year, or None for each."""
    born = as_date(text)
    return born, None if born is None else nc_year_group(born, period_end)
