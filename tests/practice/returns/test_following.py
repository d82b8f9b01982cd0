"""Whoever changed is judged anew by a worker, and their record says so until it is done."""

import logging
from typing import Any

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed
from connexions.practice.returns.actions import judging
from connexions.practice.returns.models import StandingFault
from connexions.practice.returns.queries import faults
from connexions.registers.partners.models import Partnership
from connexions.registers.people.models import Residence, YoungPerson
from tests.factories import signed_in
from tests.ground.jobs.work import run_worker
from tests.practice.returns.office import JANUARY, officer, someone

pytestmark = pytest.mark.usefixtures("committed")
CHECKED = "is being checked"


@pytest.fixture
def by(committed: None, monkeypatch: pytest.MonkeyPatch) -> Actor:
    """A data officer, on a day on which the records that these tests make have no fault."""
    monkeypatch.setattr(clock, "today", lambda: JANUARY)
    return officer()


def waiting() -> int:
    return ProcrastinateJob.objects.filter(task_name=faults.JUDGE, status="todo").count()


def found(by: Actor) -> set[int]:
    with tenancy.acting(by):
        return set(StandingFault.objects.filter(closed_on=None).values_list("rule", flat=True))


def change(one: YoungPerson, by: Actor, **said: Any) -> None:
    with tenancy.acting(by):
        for name, value in said.items():
            setattr(one, name, value)
        one.save()


def test_a_worker_judges_whoever_changed(by: Actor) -> None:
    one = someone(by)
    run_worker()
    assert (waiting(), found(by)) == (0, set())
    change(one, by, ethnicity="")
    assert found(by) == set()  # nobody who saves waits for it
    run_worker()
    assert found(by) == {6}
    change(one, by, ethnicity="WBRI")
    run_worker()
    assert (waiting(), found(by)) == (0, set())


def test_each_is_judged_once_however_often_they_change_before(by: Actor) -> None:
    one, other = someone(by), someone(by)
    run_worker()
    for name in ("First", "Second"):
        change(one, by, given_name=name)
    with tenancy.acting(by):
        one.save()
        Residence.objects.get(young_person=one).delete()
    change(other, by, ethnicity="")
    assert waiting() == 2
    run_worker()
    assert ProcrastinateJob.objects.filter(task_name=faults.JUDGE, status="failed").count() == 0
    assert found(by) == {6}


def test_what_changes_while_they_are_judged_is_judged_after(
    by: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, judge, times = someone(by), judging.judge, []
    run_worker()

    def changing(**asked: Any) -> Any:
        done = judge(**asked)
        times.append(done.opened)
        if len(times) == 1:
            YoungPerson.objects.get(pk=one.pk).save()
        return done

    monkeypatch.setattr(judging, "judge", changing)
    change(one, by, ethnicity="")
    run_worker()
    assert times == [1, 0]


def test_the_record_says_that_it_is_being_checked_as_long_as_it_is(by: Actor) -> None:
    client = signed_in(partnership=Partnership.objects.get(pk=by.partnership), role=Role.DATA_OFFICER)
    one = someone(by)

    def record() -> str:
        return client.get(reverse("people:record", args=[one.pk])).content.decode()

    run_worker()
    assert "Nothing to mend." in record()
    change(one, by, ethnicity="")
    assert CHECKED in record()
    assert "Nothing to mend." not in record()
    run_worker()
    assert CHECKED not in record()
    assert "ethnic" in record().lower()


def test_a_save_is_kept_where_no_worker_can_be_asked(
    by: Actor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def out_of_order(**_: Any) -> None:
        raise OSError("the queue is out of order")

    one = someone(by)
    monkeypatch.setattr(judging, "ask", out_of_order)
    with caplog.at_level(logging.CRITICAL):
        change(one, by, given_name="Kept")
    with tenancy.acting(by):
        assert YoungPerson.objects.get(pk=one.pk).given_name == "Kept"


def test_an_adviser_asks_for_nothing(by: Actor) -> None:
    adviser = officer(role=Role.PERSONAL_ADVISER)
    with pytest.raises(NotAllowed):
        judging.ask(young_person_id=someone(by).pk, by=adviser)
