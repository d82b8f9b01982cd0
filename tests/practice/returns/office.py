"""A data officer with an authority of their own, and what they build; for tests."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

from connexions.engines.ccis import Record, read
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.practice.returns.actions import returns
from connexions.practice.returns.models import Return
from connexions.practice.tracking.models import Activity, GuaranteeStatus
from connexions.registers.people.models import Identifier, Residence, YoungPerson
from tests.factories import make_actor, make_partnership, make_young_person

AT = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)
SENT_ON = date(2026, 2, 3)
JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)
LATER = date(2026, 11, 3)


def officer(*authorities: str, role: Role = Role.DATA_OFFICER) -> Actor:
    """Somebody of a new partnership, by default of authority 391."""
    return make_actor(partnership=make_partnership(authorities=authorities or ("391",)), role=role)


def someone(by: Actor, **fields: Any) -> YoungPerson:
    """A young person of academic age 16 in January 2026, in a sixth form, without a fault."""
    from connexions.registers.partners.models import Partnership

    doing = fields.pop("doing", {})
    said = {
        "date_of_birth": date(2009, 3, 14),
        "gender": "F",
        "ethnicity": "WBRI",
        "lead_authority": "391",
        "educated_authority": "391",
        "authority_at_year_11": "391",
        **fields,
    }
    made = make_young_person(partnership=Partnership.objects.get(pk=by.partnership), **said)
    with tenancy.acting(by):
        about: dict[str, Any] = {"partnership_id": by.partnership, "young_person": made}
        Residence.objects.create(**about, line_1="1 Test Row", town="Testtown", postcode="NE1 4XD")
        if doing is not None:
            Activity.objects.create(**about, **(SIXTH_FORM | doing))
    return made


SIXTH_FORM: dict[str, Any] = {
    "kind_id": "210",
    "start_on": date(2025, 9, 1),
    "ascertained_on": date(2025, 9, 15),
    "verified_on": date(2026, 1, 12),
    "lapses_on": date(2026, 8, 31),
    "predicted_end_on": date(2027, 8, 31),
    "establishment_number": "3914000",
    "establishment_name": "Test School",
}


def promise(whom: YoungPerson, year: int, code: str = "110", *, on_baseline: bool = True) -> GuaranteeStatus:
    """A status of the September Guarantee."""
    with tenancy.acting(make_system(whom)):
        return GuaranteeStatus.objects.create(
            partnership_id=whom.partnership_id,
            young_person=whom,
            year=year,
            code=code,
            authority="391",
            on_baseline=on_baseline,
        )


def make_system(whom: YoungPerson) -> Actor:
    """The system, at the partnership of a young person."""
    from connexions.ground.base.acting import system

    return system("tests", partnership=whom.partnership_id)


def build(
    by: Actor, period_end: date = JANUARY, *authorities: str, sent_on: date = SENT_ON, keep: bool = True
) -> bytes:
    """The bytes of a month's return."""
    return build_whole(by, period_end, *authorities, sent_on=sent_on, keep=keep)[0]


def build_whole(
    by: Actor, period_end: date = JANUARY, *authorities: str, sent_on: date = SENT_ON, keep: bool = True
) -> tuple[bytes, returns.Built]:
    """The bytes, and what else came of it."""
    stream = io.BytesIO()
    built = returns.build(
        period_end=period_end,
        authorities=authorities or ("391",),
        sent_on=sent_on,
        at=AT,
        by=by,
        stream=stream,
        keep=keep,
    )
    return stream.getvalue(), built


def send(by: Actor, period_end: date = JANUARY, *authorities: str, why: str = "") -> Return:
    """Build a month and freeze it."""
    _, built = build_whole(by, period_end, *authorities)
    assert built.kept is not None
    with tenancy.acting(by):
        return returns.freeze(return_id=built.kept.pk, on=LATER, at=AT, by=by, why=why)


def records(data: bytes) -> list[Record]:
    """The records of a file."""
    return list(read(io.BytesIO(data)))


def only(data: bytes) -> Record:
    """The one record of a file."""
    found = records(data)
    assert len(found) == 1
    return found[0]


def statuses(data: bytes) -> dict[str, str]:
    """Cohort status by family name."""
    return {one.values["FamilyName"]: one.values["CohortStatus"] for one in records(data)}


def number_of(whom: YoungPerson) -> str:
    """The number by which the department knows a young person."""
    with tenancy.acting(make_system(whom)):
        return Identifier.objects.get(young_person=whom, scheme="ccis").value
