"""What was sent is kept for good, and leavers are told once."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from connexions.engines.ccis import check, read, specification
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.practice.returns.actions import returns
from connexions.practice.returns.models import Departure, Piece, Return, Told
from connexions.practice.tracking.models import Activity, GuaranteeStatus
from connexions.registers.people.models import YoungPerson
from tests.factories import make_actor
from tests.practice.returns.office import (
    AT,
    FEBRUARY,
    JANUARY,
    LATER,
    build,
    build_whole,
    officer,
    only,
    promise,
    records,
    send,
    someone,
    statuses,
)

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 31)


def leave(by: Actor, whom: YoungPerson, reason: str, left_on: date, **more: Any) -> Departure:
    with tenancy.acting(by):
        return Departure.objects.create(
            partnership_id=by.partnership,
            young_person=whom,
            reason=reason,
            left_on=left_on,
            from_authority="391",
            recorded_at=AT,
            **more,
        )


def test_what_was_sent_is_kept_whole() -> None:
    by = officer()
    someone(by)
    data = build(by)
    sent = send(by)
    with tenancy.acting(by):
        pieces = Piece.objects.filter(of=sent).order_by("number")
        assert zlib.decompress(b"".join(bytes(one.content) for one in pieces)) == data
        assert (sent.version, sent.frozen_by, sent.frozen_by_name) == (1, by.id, by.name)


TAMPERING: dict[str, Callable[[Return, Told], Any]] = {
    "thaw": lambda sent, row: Return.objects.filter(pk=sent.pk).update(frozen_at=None),
    "change": lambda sent, row: Return.objects.filter(pk=sent.pk).update(counts={}),
    "remove": lambda sent, row: sent.delete(),
    "change a row": lambda sent, row: Told.objects.filter(of=sent).update(status="A"),
    "remove a row": lambda sent, row: Told.objects.filter(of=sent).delete(),
    "add a row": lambda sent, row: row.save(force_insert=True),
    "add a piece": lambda sent, row: Piece.objects.create(
        of=sent, partnership_id=sent.partnership_id, number=9, content=b""
    ),
    "remove the pieces": lambda sent, row: Piece.objects.filter(of=sent).delete(),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_nothing_of_what_was_sent_can_be_changed(what: str) -> None:
    by = officer()
    someone(by)
    sent = send(by)
    row = Told(
        of=sent,
        young_person=someone(by),
        partnership_id=by.partnership,
        status="P",
        academic_age=16,
        standing="neet",
        fields={},
    )
    with tenancy.acting(by), pytest.raises(IntegrityError, match="kept for good"), transaction.atomic():
        TAMPERING[what](sent, row)


def test_leavers_are_told_once_and_a_month_can_be_built_again_until_it_is_frozen() -> None:
    by = officer()
    for reason in "TEMD":
        one = someone(by, family_name=f"Gone{reason}")
        if reason != "T":
            leave(by, one, reason, date(2026, 2, 10))
        else:
            leave(by, one, reason, date(2026, 2, 10), to_authority="929")
    someone(by, family_name="Stays")
    send(by)  # in January they were all there
    told = {"GoneT": "T", "GoneE": "E", "GoneM": "M", "GoneD": "D", "Stays": "P"}
    first = build(by, FEBRUARY)
    assert statuses(first) == told
    assert build(by, FEBRUARY) == first
    send(by, FEBRUARY)
    assert statuses(build(by, MARCH)) == {"Stays": "P"}
    # January may be built again all the same: then they were there.
    assert set(statuses(build(by, JANUARY)).values()) == {"P"}
    # And February sent again tells the same leavers.
    again = send(by, FEBRUARY, why="An address was wrong")
    assert again.version == 2
    with tenancy.acting(by):
        assert set(Told.objects.filter(of=again).values_list("status", flat=True)) == set("TEMDP")


def test_where_somebody_went_is_told_with_the_authority_they_left() -> None:
    by = officer()
    one = someone(by)
    send(by)
    leave(by, one, "T", date(2026, 2, 10), to_authority="929")
    with tenancy.acting(by):
        YoungPerson.objects.update(lead_authority="929")
    data = build(by, FEBRUARY)
    found = only(data).values
    assert (found["CohortStatus"], found["LeadLEA"], found["TransferredToLACode"]) == ("T", "391", "929")
    extract = read(io.BytesIO(data))
    assert [
        fault.number for one in extract for fault in check(one, extract.header, specification(2025))
    ] == []


def test_until_a_move_is_confirmed_they_stay_as_they_were_told() -> None:
    by = officer()
    someone(by)
    send(by)
    with tenancy.acting(by):
        YoungPerson.objects.update(lead_authority="929")
    found = only(build(by, FEBRUARY)).values
    assert (found["CohortStatus"], found["LeadLEA"]) == ("P", "391")


def test_a_move_between_two_authorities_of_ours_is_told_by_the_one_they_left() -> None:
    by = officer("391", "392")
    someone(by)
    send(by)
    with tenancy.acting(by):
        YoungPerson.objects.update(lead_authority="392")
    assert only(build(by, FEBRUARY, "391")).values["TransferredToLACode"] == "392"
    assert only(build(by, FEBRUARY, "392")).values["CohortStatus"] == "P"
    assert only(build(by, FEBRUARY, "391", "392")).values["CohortStatus"] == "P"


def test_in_september_those_who_grew_too_old_are_told_once() -> None:
    by = officer()
    someone(by, date_of_birth=date(2008, 8, 31), family_name="August")
    someone(by, date_of_birth=date(2008, 9, 1), family_name="September")
    plan = someone(by, date_of_birth=date(2008, 8, 31), family_name="Plan", special_needs="ehc_plan")
    send(by, date(2026, 8, 31))
    with tenancy.acting(by):
        YoungPerson.objects.filter(pk=plan.pk).update(special_needs="sen_support")
    september = date(2026, 9, 30)
    assert statuses(build(by, september)) == {"August": "A", "September": "P", "Plan": "L"}
    send(by, september)
    with tenancy.acting(by):
        kept = dict(YoungPerson.objects.values_list("family_name", "cohort_status"))
    assert kept == {"August": "A", "September": "P", "Plan": "L"}
    assert statuses(build(by, date(2026, 10, 31))) == {"September": "P"}


def test_the_first_return_there_is_tells_only_those_who_left_in_its_month() -> None:
    by = officer()
    someone(by, date_of_birth=date(2008, 8, 31), family_name="August")
    someone(by, date_of_birth=date(2007, 8, 31), family_name="LongAgo")
    assert statuses(build(by, date(2026, 9, 30))) == {"August": "A"}
    assert statuses(build(by, date(2026, 10, 31))) == {}


def test_a_leaver_on_the_baseline_is_kept_for_the_guarantee_until_it_is_over() -> None:
    by = officer()
    moved, died = someone(by, family_name="Moved"), someone(by, family_name="Died")
    for one in (moved, died):
        promise(one, 11)
        promise(one, 12, "159")
    send(by)
    leave(by, moved, "T", date(2026, 2, 3), to_authority="929")
    leave(by, died, "D", date(2026, 2, 3))
    data = build(by, FEBRUARY)
    assert statuses(data) == {"Moved": "G", "Died": "D"}
    kept = next(one for one in records(data) if one.values["CohortStatus"] == "G")
    assert (kept.values["Year11GuaranteeStatus"], kept.values["Year12GuaranteeStatus"]) == ("110", "159")
    send(by, FEBRUARY)
    with tenancy.acting(by):
        GuaranteeStatus.objects.update(on_baseline=False)
    assert statuses(build(by, MARCH)) == {"Moved": "T"}


def test_a_month_is_frozen_only_once_it_is_over() -> None:
    by = officer()
    _, built = build_whole(by)
    assert built.kept
    with tenancy.acting(by), pytest.raises(NotPossible, match="not over yet"):
        returns.freeze(return_id=built.kept.pk, on=JANUARY, at=AT, by=by)


def test_a_month_sent_again_says_why() -> None:
    by = officer()
    send(by)
    with pytest.raises(NotPossible, match="say why"):
        send(by)
    assert send(by, why="Twelve records were mended").version == 2


def test_a_frozen_return_is_not_frozen_again_nor_thrown_away() -> None:
    by = officer()
    sent = send(by)
    with tenancy.acting(by):
        with pytest.raises(NotPossible):
            returns.freeze(return_id=sent.pk, on=LATER, at=AT, by=by)
        with pytest.raises(NotPossible):
            returns.discard(return_id=sent.pk, by=by)


def test_an_adviser_freezes_nothing() -> None:
    by = officer()
    sent = build_whole(by)[1].kept
    assert sent
    from connexions.registers.partners.models import Partnership

    adviser = make_actor(partnership=Partnership.objects.get(pk=by.partnership), role=Role.PERSONAL_ADVISER)
    with tenancy.acting(adviser), pytest.raises(NotAllowed):
        returns.freeze(return_id=sent.pk, on=LATER, at=AT, by=adviser)


def test_a_return_that_was_built_can_be_thrown_away() -> None:
    by = officer()
    someone(by)
    made = build_whole(by)[1].kept
    assert made
    with tenancy.acting(by):
        returns.discard(return_id=made.pk, by=by)
        assert not Return.objects.exists()
        assert not Told.objects.exists()
        assert Activity.objects.exists()
