"""The return is a statutory duty: it tells of everybody, and of a restricted young person not where they live."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from connexions.engines.ccis import check, read, specification
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.registers.partners.models import Partnership
from connexions.registers.people.actions import restrictions
from connexions.registers.people.actions.restrictions import Named
from connexions.registers.people.models import Residence, Restriction, YoungPerson
from connexions.registers.people.sight import Part, sight_of
from tests.factories import make_actor
from tests.practice.returns.office import build, build_whole, make_system, officer, records, someone

pytestmark = pytest.mark.django_db


def restrict(whom: YoungPerson, *named: Actor) -> tuple[Actor, Restriction]:
    """Close a record to everybody but a manager and those named; the manager, and what they set."""
    here = Partnership.objects.get(pk=whom.partnership_id)
    manager = make_actor(partnership=here, role=Role.PARTNERSHIP_MANAGER)
    with tenancy.acting(manager):
        made = restrictions.begin(
            young_person=whom, kind="fleeing", reason="They were found at their last address",
            named=[Named(one.id, "Builds the return") for one in named if one.id],
            review_on=clock.today() + timedelta(days=90), at=clock.now(), on=clock.today(), by=manager,
        )  # fmt: skip
    return manager, made


def test_they_are_told_of_with_their_status_and_without_their_address() -> None:
    by = officer()
    open_one, hidden = someone(by, family_name="Open"), someone(by, family_name="Hidden")
    with tenancy.acting(make_system(hidden)):
        Residence.objects.filter(young_person=hidden).update(line_1="3 Safe House", postcode="NE2 2SF")
    before = {one.values["FamilyName"]: one.values for one in records(build(by))}
    restrict(hidden)
    data, built = build_whole(by)
    told = {one.values["FamilyName"]: one.values for one in records(data)}
    assert told["Open"] == before["Open"]
    where = {"AddressLine1": "Address not known", "Postcode": "ZZ99 9ZZ"}
    left_out = {"AddressLine1", "Town", "Postcode"}
    rest = {name: value for name, value in before["Hidden"].items() if name not in left_out}
    assert told["Hidden"] == rest | where
    assert b"Safe House" not in data
    assert b"NE2 2SF" not in data
    assert built.kept is not None
    assert built.kept.counts["standings"] == {"": {"participating": 2}, "391": {"participating": 2}}
    with tenancy.acting(by):
        assert not sight_of(hidden, by=by).sees(Part.HEADLINE)  # building it opened nothing
    assert open_one.pk != hidden.pk


def test_the_file_has_no_fault_for_it() -> None:
    by = officer()
    hidden = someone(by)
    clean_before = _faults(build(by))
    restrict(hidden)
    assert _faults(build(by)) == clean_before


def test_who_builds_it_makes_no_difference() -> None:
    by = officer()
    hidden = someone(by)
    restrict(hidden, by)
    named = build(by)
    stranger = make_actor(partnership=Partnership.objects.get(pk=by.partnership), role=Role.DATA_OFFICER)
    assert build(stranger) == named
    assert b"1 Test Row" not in named


def test_when_the_restriction_ends_their_address_is_told_again() -> None:
    by = officer()
    hidden = someone(by)
    before = build(by)
    manager, restriction = restrict(hidden)
    assert build(by) != before
    with tenancy.acting(manager):
        restrictions.end(restriction=restriction, because="They are safe now", at=clock.now(), by=manager)
    assert build(by) == before


def _faults(data: bytes) -> list[int]:
    extract = read(io.BytesIO(data))
    return [fault.number for one in extract for fault in check(one, extract.header, specification(2025))]
