"""An adviser's round of a day: who is on it, and what a visit needs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import prepared
from connexions.ground.base.refusals import Missing
from connexions.practice.outreach import permissions
from connexions.practice.outreach.models import DaySheet, Stop
from connexions.registers.people import restricted, sight
from connexions.registers.people.models import AboutYoungPerson, Carer, ContactPoint, Residence, YoungPerson
from connexions.registers.people.sight import Part
from connexions.trust.safeguarding.models import RiskNote
from connexions.trust.safeguarding.queries import risks

Row = TypeVar("Row", bound=AboutYoungPerson)


@dataclass(frozen=True)
class Latest:
    """The last contact or try with somebody, and the next step of their plan."""

    at: datetime | None = None
    channel: str = ""
    outcome: str = ""
    step_id: UUID | None = None
    step_words: str = ""
    step_due_on: date | None = None
    step_version: int = 0
    step_owner: str = ""


@dataclass(frozen=True)
class Visit:
    """One stop with what a visit needs, and no more."""

    stop: Stop
    home: Residence | None
    points: list[ContactPoint] = field(default_factory=list)
    carers: list[Carer] = field(default_factory=list)
    latest: Latest = Latest()
    risks: list[RiskNote] = field(default_factory=list)

    @property
    def young_person(self) -> YoungPerson:
        return self.stop.young_person


@dataclass(frozen=True)
class Round:
    """A round as it may be read today: its visits in order, and how many it no longer shows."""

    sheet: DaySheet | None
    visits: list[Visit]
    left_out: int = 0


def sheet(*, on: date, by: Actor) -> DaySheet | None:
    """The round of *by* on a day, if they have begun one."""
    return DaySheet.objects.filter(partnership_id=by.partnership, adviser_id=by.id, on=on).first()


def stop(*, stop_id: UUID, by: Actor) -> Stop:
    """A stop of one of one's own rounds. Raises ``Missing``."""
    found = Stop.objects.select_related("day_sheet", "young_person").filter(pk=stop_id).first()
    if found is None:
        raise Missing("There is no such stop on a round of yours.")
    permissions.check_own(found.day_sheet, by)
    return found


def stops(*, of: DaySheet, by: Actor) -> tuple[list[Stop], int]:
    """The stops whose young people *by* may still work with, in order; and how many they may not. A restricted record
    never leaves the desk: its stop is among these."""
    permissions.check_own(of, by)
    every = list(Stop.objects.filter(day_sheet=of).select_related("young_person").order_by("position", "id"))
    may = set(
        YoungPerson.objects.filter(
            sight.visible(by, Part.CASEWORK),
            sight.visible(by, Part.DETAILS),
            pk__in=[one.young_person_id for one in every],
        ).values_list("pk", flat=True)
    )
    shown = [one for one in every if one.young_person_id in may - restricted.here()]
    return shown, len(every) - len(shown)


def day(*, on: date, by: Actor) -> Round:
    """The round of *by* on a day, with what each visit needs: eight queries, whatever its length."""
    found = sheet(on=on, by=by)
    if found is None:
        return Round(None, [])
    shown, left_out = stops(of=found, by=by)
    return Round(found, visits(shown, on=on, by=by), left_out)


def visits(of: Sequence[Stop], *, on: date, by: Actor) -> list[Visit]:
    """What a visit needs of each of these, whose young people have been found to be seen."""
    whom = [one.young_person_id for one in of]
    if not whom:
        return []
    homes = {
        one.young_person_id: one for one in Residence.objects.filter(young_person_id__in=whom, until_on=None)
    }
    points = _by_person(
        ContactPoint.objects.filter(young_person_id__in=whom).order_by("-preferred", "kind", "id")
    )
    carers = _by_person(Carer.objects.filter(young_person_id__in=whom, may_contact=True).order_by("id"))
    latest = _latest(whom)
    notes = risks.for_visits(whom, on=on, by=by)
    return [
        Visit(
            one,
            homes.get(one.young_person_id),
            points[one.young_person_id],
            carers[one.young_person_id],
            latest.get(one.young_person_id, Latest()),
            notes.get(one.young_person_id, []),
        )
        for one in of
    ]


def _by_person(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for one in rows:
        found[one.young_person_id].append(one)
    return found


def _latest(whom: list[UUID]) -> dict[UUID, Latest]:
    with prepared() as cursor:
        cursor.execute(LATEST, [whom])
        return {row[0]: Latest(row[1], row[2] or "", row[3] or "", *row[4:]) for row in cursor.fetchall()}


# One row of each by index: the last contact, and the open step that is due first.
LATEST = """
SELECT one.id, c.at, c.channel, c.outcome, s.id, coalesce(s.words, ''), s.due_on, coalesce(s.version, 0),
    coalesce(s.owner, '')
FROM unnest(%s::uuid[]) AS one (id)
LEFT JOIN LATERAL (
    SELECT at, channel, outcome FROM casework_contact
    WHERE young_person_id = one.id ORDER BY at DESC LIMIT 1
) AS c ON true
LEFT JOIN LATERAL (
    SELECT st.id, st.words, st.due_on, st.version, st.owner FROM casework_plan p
    JOIN casework_goal g ON g.plan_id = p.id JOIN casework_step st ON st.goal_id = g.id
    WHERE p.young_person_id = one.id AND p.status <> 'closed' AND st.status IN ('to_do', 'started')
    ORDER BY st.due_on, st.id LIMIT 1
) AS s ON true
"""
