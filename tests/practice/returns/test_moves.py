"""Moves are proposed and decided; packages are sealed, looked at, and taken in."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.practice.returns import sealing
from connexions.practice.returns.actions import moves, numbers, people
from connexions.practice.returns.models import Departure, Move, Package
from connexions.practice.returns.queries.moves import packed
from connexions.registers.people.models import Identifier, YoungPerson
from tests.engines.ccis.samples import clean
from tests.practice.feeds.extracts import take
from tests.practice.returns.office import AT, FEBRUARY, SENT_ON, build, officer, only, send, someone

pytestmark = pytest.mark.django_db


def propose(by: Actor, whom: YoungPerson, to: str = "929") -> Move | None:
    with tenancy.acting(by):
        return moves.propose(young_person_id=whom.pk, to_authority=to, because="Told us", on=SENT_ON, by=by)


def confirm(by: Actor, whom: YoungPerson, to: str = "929") -> Move:
    made = propose(by, whom, to)
    assert made
    with tenancy.acting(by):
        return moves.confirm(move_id=made.pk, to_authority=to, moved_on=SENT_ON, on=SENT_ON, at=AT, by=by)


def package_of(by: Actor, whom: YoungPerson, to: str = "392") -> bytes:
    moved = confirm(by, whom, to)
    with tenancy.acting(by):
        numbers.allot(by=by)
        return packed(moved, on=SENT_ON, by=by)


def leave(by: Actor, whom: YoungPerson, reason: str, to: str = "", on: date = SENT_ON) -> Departure:
    with tenancy.acting(by):
        return moves.leave(
            young_person_id=whom.pk, reason=reason, left_on=on, from_authority="391", to_authority=to,
            on=SENT_ON, at=AT, by=by,
        )  # fmt: skip


def test_a_changed_lead_authority_is_proposed_once_and_only_of_those_who_were_told_of() -> None:
    by = officer()
    someone(by)
    send(by)
    someone(by)  # never told of
    with tenancy.acting(by):
        YoungPerson.objects.update(lead_authority="929")
        assert moves.propose_by_lead_authority(on=SENT_ON, by=by) == 1
        assert moves.propose_by_lead_authority(on=SENT_ON, by=by) == 0
        made = Move.objects.get()
    assert (made.from_authority, made.to_authority, made.state) == ("391", "929", "proposed")


def test_what_was_declined_is_not_proposed_again_for_the_same_place() -> None:
    by = officer()
    one = someone(by)
    send(by)
    with tenancy.acting(by):
        YoungPerson.objects.update(lead_authority="929")
        moves.propose_by_lead_authority(on=SENT_ON, by=by)
        moves.decline(move_id=Move.objects.get().pk, on=SENT_ON, by=by)
        assert YoungPerson.objects.get(pk=one.pk).lead_authority == "391"
        YoungPerson.objects.update(lead_authority="929")
        assert moves.propose_by_lead_authority(on=SENT_ON, by=by) == 0


def test_an_extract_that_gives_somebody_away_only_proposes() -> None:
    by = officer("391")
    take(by, clean(1))
    take(by, clean(1, LeadLEA="929"), clean(2, LeadLEA="929"))
    with tenancy.acting(by):
        made = Move.objects.get()  # the second was never here
        assert (made.from_authority, made.to_authority) == ("391", "929")
        assert YoungPerson.objects.get().lead_authority == "391"
        assert not Departure.objects.exists()


def test_a_dry_run_proposes_nothing() -> None:
    by = officer("391")
    take(by, clean(1))
    take(by, clean(1, LeadLEA="929"), dry_run=True)
    with tenancy.acting(by):
        assert not Move.objects.exists()


def test_a_confirmed_move_is_told_once_and_cannot_be_decided_again() -> None:
    by = officer()
    one = someone(by)
    send(by)
    made = confirm(by, one)
    assert only(build(by, FEBRUARY)).values["TransferredToLACode"] == "929"
    with tenancy.acting(by):
        for decide in (
            lambda: moves.decline(move_id=made.pk, on=SENT_ON, by=by),
            lambda: moves.confirm(
                move_id=made.pk, to_authority="929", moved_on=SENT_ON, on=SENT_ON, at=AT, by=by
            ),
        ):
            with pytest.raises(NotPossible, match="decided already"):
                decide()
    assert propose(by, one) is None  # they have left


@pytest.mark.parametrize(
    ("reason", "to", "on", "sentence"),
    [
        ("T", "", SENT_ON, "Choose the other English authority"),
        ("T", "391", SENT_ON, "Choose the other English authority"),
        ("T", "001", SENT_ON, "Choose the other English authority"),
        ("E", "929", SENT_ON, "Choose where outside England"),
        ("E", "004", SENT_ON, "Choose where outside England"),
        ("D", "929", SENT_ON, "Only somebody who moved"),
        ("D", "", date(2026, 2, 4), "after today"),
        ("D", "", date(2001, 1, 1), "before they were born"),
    ],
)
def test_a_departure_that_cannot_be_is_refused(reason: str, to: str, on: date, sentence: str) -> None:
    by = officer()
    with pytest.raises(NotPossible, match=sentence):
        leave(by, someone(by), reason, to, on)


def test_whoever_left_can_come_back_once() -> None:
    by = officer()
    one = someone(by)
    leave(by, one, "E", "001")
    with pytest.raises(NotPossible, match="has left already"):
        leave(by, one, "D")
    with tenancy.acting(by):
        with pytest.raises(NotPossible, match="which of your authorities"):
            moves.come_back(young_person_id=one.pk, lead_authority="929", on=SENT_ON, by=by)
        moves.come_back(young_person_id=one.pk, lead_authority="391", on=SENT_ON, by=by)
        with pytest.raises(NotPossible, match="has not left"):
            moves.come_back(young_person_id=one.pk, lead_authority="391", on=SENT_ON, by=by)
        with pytest.raises(NotPossible, match="one of your own"):
            people.set_lead_authority(young_person_id=one.pk, lead_authority="929", on=SENT_ON, by=by)
    assert only(build(by)).values["CohortStatus"] == "P"


def test_a_package_holds_the_fields_of_the_return_and_no_more() -> None:
    by = officer()
    one = someone(by, preferred_name="Secretname", pronouns="they/them")
    told = json.loads(package_of(by, one))
    assert told["fields"]["FamilyName"] == one.family_name
    assert not {"CohortStatus", "TransferredToLACode"} & set(told["fields"])
    assert "Secretname" not in json.dumps(told)


def test_a_package_is_taken_in_with_a_number_of_ours_and_the_former_one() -> None:
    by, other = officer("391"), officer("392")
    one = someone(by, given_name="Zoë")
    data = package_of(by, one)
    with tenancy.acting(by):
        former = Identifier.objects.get(scheme="ccis").value
    with tenancy.acting(other):
        arrived = moves.receive(data=data, at=AT, by=other)
        with pytest.raises(NotPossible, match="arrived before"):
            moves.receive(data=data, at=AT, by=other)
        taken = moves.take(package_id=arrived.pk, on=SENT_ON, at=AT, by=other)
        here = YoungPerson.objects.get()
        assert (here.pk, here.given_name, here.lead_authority) == (taken.taken_as, "Zoë", "392")
        with pytest.raises(NotPossible, match="decided already"):
            moves.refuse(package_id=arrived.pk, on=SENT_ON, by=other)
    found = only(build(other, FEBRUARY, "392")).values
    assert found["PreviousYPIDIdentifier"] == former
    assert found["YoungPersonsID"].startswith("392")


def test_somebody_who_was_here_before_is_known_again() -> None:
    by, other = officer("391"), officer("392")
    data = package_of(by, someone(by))
    with tenancy.acting(other):
        arrived = moves.receive(data=data, at=AT, by=other)
        moves.take(package_id=arrived.pk, on=SENT_ON, at=AT, by=other)
        here = YoungPerson.objects.get()
    back = package_of(other, here, to="391")
    with tenancy.acting(by):
        assert YoungPerson.objects.count() == 1
        second = moves.receive(data=back, at=AT, by=by)
        assert second.former_number.startswith("392")


def test_a_package_may_be_declined() -> None:
    by, other = officer("391"), officer("392")
    data = package_of(by, someone(by))
    with tenancy.acting(other):
        arrived = moves.receive(data=data, at=AT, by=other)
        moves.refuse(package_id=arrived.pk, on=SENT_ON, by=other)
        moves.note_told(package_id=arrived.pk, on=SENT_ON, by=other)
        assert not YoungPerson.objects.exists()
        assert Package.objects.get().told_on == SENT_ON


def test_a_package_for_somebody_elses_authority_is_refused() -> None:
    by, other = officer("391"), officer("390")
    data = package_of(by, someone(by), to="392")
    with tenancy.acting(other), pytest.raises(NotPossible, match="not one of yours"):
        moves.receive(data=data, at=AT, by=other)


PACKAGE = sealing.pack(
    from_authority="391",
    to_authority="392",
    moved_on=SENT_ON,
    fields={"YoungPersonsID": "4440000000001", "DOB": "x"},
)


@given(st.integers(0, len(PACKAGE) - 1), st.integers(1, 255))
def test_a_changed_byte_shows(place: int, by: int) -> None:
    changed = bytearray(PACKAGE)
    changed[place] ^= by
    try:
        opened = sealing.unpack(bytes(changed))
    except NotPossible:
        return
    assert opened == sealing.unpack(PACKAGE)  # only space between the words was touched


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"null", b'{"seal": 1, "key": ""}', PACKAGE[:-9], b"\xff\xfe", b" " * 70_000]
)
def test_what_is_no_package_is_refused(data: bytes) -> None:
    with pytest.raises(NotPossible):
        sealing.unpack(data)


def test_only_who_may_decides() -> None:
    by = officer(role=Role.PERSONAL_ADVISER)
    one = someone(by)
    attempts: list[Any] = [
        lambda: moves.receive(data=PACKAGE, at=AT, by=by),
        lambda: moves.leave(
            young_person_id=one.pk,
            reason="D",
            left_on=SENT_ON,
            from_authority="391",
            on=SENT_ON,
            at=AT,
            by=by,
        ),
        lambda: moves.propose(young_person_id=one.pk, to_authority="929", because="", on=SENT_ON, by=by),
    ]
    with tenancy.acting(by):
        for attempt in attempts:
            with pytest.raises(NotAllowed):
                attempt()
