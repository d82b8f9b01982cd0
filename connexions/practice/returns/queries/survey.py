"""The Annual Activity Survey: what each Year 11 leaver did on 1 November of the year in which they left."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db import connection

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.practice.returns.permissions import check_may_tell
from connexions.practice.returns.queries import scopes
from connexions.practice.returns.rules.cohort import born_between

YEAR_12 = 16  # academic age of those who left Year 11 in the summer
LOT = 1000

HEADS = (
    "YoungPersonsID", "UniquePupilNumber", "UniqueLearnerNo", "GivenName", "FamilyName", "DOB", "Gender", "Ethnicity",
    "LeadLEA", "EducatedLEA", "LEACodeAtYear11", "SENDFlag", "SENSupportFlag", "ActivityCode", "Activity", "StartDate",
    "EndDate", "DateVerified", "EstablishmentNumber", "EstablishmentName", "UKProviderReferenceNumber",
    "IntendedDestinationYr11",
)  # fmt: skip

# An activity's end is the first day on which it was no longer so: one that ended on 1 November had its last day in
# October. What was learnt later counts: records may be updated until January.
ROWS = """
SELECT n.value, u.value, l.value, y.given_name, y.family_name, y.date_of_birth, y.gender, y.ethnicity,
    y.lead_authority, y.educated_authority, y.authority_at_year_11,
    CASE WHEN y.special_needs = 'ehc_plan' THEN 'Y' ELSE 'N' END,
    CASE WHEN y.special_needs = 'sen_support' THEN 'Y' ELSE 'N' END,
    a.kind_id, k.label, a.start_on, a.end_on - 1, a.verified_on, a.establishment_number, a.establishment_name, a.ukprn,
    t.code
FROM people_youngperson y
LEFT JOIN LATERAL (SELECT value FROM people_identifier i WHERE i.young_person_id = y.id AND scheme = 'ccis'
    ORDER BY id DESC LIMIT 1) n ON true
LEFT JOIN LATERAL (SELECT value FROM people_identifier i WHERE i.young_person_id = y.id AND scheme = 'upn'
    ORDER BY id DESC LIMIT 1) u ON true
LEFT JOIN LATERAL (SELECT value FROM people_identifier i WHERE i.young_person_id = y.id AND scheme = 'uln'
    ORDER BY id DESC LIMIT 1) l ON true
LEFT JOIN LATERAL (SELECT * FROM tracking_activity c WHERE c.young_person_id = y.id AND c.start_on <= %(on)s
    AND (c.end_on IS NULL OR c.end_on > %(on)s) ORDER BY c.start_on DESC, c.id DESC LIMIT 1) a ON true
LEFT JOIN tracking_activitykind k ON k.code = a.kind_id
LEFT JOIN tracking_intendeddestination t ON t.young_person_id = y.id
WHERE y.partnership_id = %(partnership)s AND y.lead_authority = ANY (%(authorities)s)
    AND y.date_of_birth BETWEEN %(first)s AND %(last)s AND y.cohort_status NOT IN ('T', 'E', 'M', 'D')
    AND NOT EXISTS (SELECT 1 FROM returns_departure d WHERE d.young_person_id = y.id AND d.back_on IS NULL
        AND d.left_on <= %(on)s)
ORDER BY n.value COLLATE "C", y.id
"""


def survey_day(year: int) -> date:
    """The day of the survey of those who left in the summer of a year."""
    return date(year, 11, 1)


def survey(*, year: int, authorities: Collection[str], by: Actor) -> Iterator[tuple[Any, ...]]:
    """A row for each Year 11 leaver, in the order of ``HEADS``; read in lots within one transaction."""
    check_may_tell(by)
    on = survey_day(year)
    with tenancy.acting(by), tenancy.beneath():
        wanted = scopes.scope(period_end=on, authorities=authorities, by=by).authorities
        first, last = born_between(on, YEAR_12, YEAR_12)
        asked: dict[str, Any] = {
            "partnership": by.partnership,
            "authorities": list(wanted),
            "on": on,
            "first": first,
            "last": last,
        }
        with connection.chunked_cursor() as cursor:
            cursor.execute(ROWS, asked)
            while rows := cursor.fetchmany(LOT):
                yield from rows
