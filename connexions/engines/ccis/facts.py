"""What the rules ask of a record, worked out once: dates read, ages counted, codes looked up."""

from __future__ import annotations

from connexions.engines.ccis.record import Header, Record, as_date
from connexions.engines.ccis.specification import Specification
from connexions.engines.currency import academic_age


class Facts:
    """One record beside its header and specification. A date that cannot be read is None."""

    __slots__ = (
        "activity",
        "ascertained",
        "born",
        "characteristics",
        "code",
        "get",
        "has_activities",
        "header",
        "lapses",
        "neet_since",
        "period_end",
        "predicted_end",
        "record",
        "review",
        "spec",
        "started",
        "status",
        "verified",
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
        self.activity = spec.activities.get(self.code) if self.code else None
        self.born = as_date(get("DOB"))
        self.year_group = academic_age(self.born, header.period_end) - 4 if self.born else None
        self.started = as_date(get("StartDate"))
        self.ascertained = as_date(get("DateAscertained"))
        self.verified = as_date(get("DateVerified"))
        self.review = as_date(get("ReviewDate"))
        self.lapses = as_date(get("DueToLapseDate"))
        self.neet_since = as_date(get("NEETStartDate"))
        self.predicted_end = as_date(get("PredictedEndDate"))
