"""Long work acts as whoever asked for it, tells how far it is, and keeps all of what it did or nothing."""

import threading
import time
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.jobs import actions
from connexions.ground.jobs.models import Job
from connexions.ground.jobs.rescue import rescue
from connexions.registers.accounts.models import Membership
from connexions.registers.partners.models import Partnership
from tests.factories import make_actor, make_partnership, make_young_person
from tests.ground.jobs import work

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def here(committed: None) -> Partnership:
    return make_partnership()


@pytest.fixture
def me(here: Partnership) -> Actor:
    work.started.clear()
    return make_actor(partnership=here, name="Ines")


def asked(wanted: actions.Task, me: Actor, **arguments: Any) -> Job:
    with tenancy.acting(me):
        return actions.enqueue(wanted, by=me, **arguments)


def now(job: Job, me: Actor) -> Job:
    with tenancy.acting(me, read_only=True):
        return Job.objects.get(pk=job.pk)


def written(me: Actor) -> int:
    with tenancy.acting(me, read_only=True):
        return AuditEntry.objects.filter(event="tests.thing.written").count()


def test_work_sees_the_partnership_of_whoever_asked_and_no_other(here: Partnership, me: Actor) -> None:
    make_young_person(partnership=here, given_name="Ours")
    make_young_person(partnership=make_partnership(), given_name="Theirs")
    job = asked(work.count, me)
    work.run_worker()
    ended = now(job, me)
    assert ended.state == Job.State.DONE
    assert ended.result == {"seen": ["Ours"], "by": "Ines"}
    assert (ended.done, ended.total, ended.saying) == (1, 2, "Halfway")
    assert ended.started_at <= ended.ended_at


def test_two_partnerships_in_one_worker_stay_apart(here: Partnership, me: Actor) -> None:
    there = make_partnership()
    them = make_actor(partnership=there)
    make_young_person(partnership=here, given_name="Ours")
    make_young_person(partnership=there, given_name="Theirs")
    jobs = [(asked(work.count, one), one) for one in (me, them, me, them)]
    work.run_worker()
    assert [now(job, by).result["seen"] for job, by in jobs] == [["Ours"], ["Theirs"], ["Ours"], ["Theirs"]]


def test_what_is_asked_for_in_a_transaction_that_fails_is_not_asked_for(me: Actor) -> None:
    with tenancy.acting(me):
        actions.enqueue(work.count, by=me)
        transaction.set_rollback(True)
    assert not ProcrastinateJob.objects.filter(task_name="tests: Counting").exists()


def test_a_refusal_is_the_sentence_on_the_page_and_nothing_is_kept(me: Actor) -> None:
    job = asked(work.fail, me, how="refused")
    work.run_worker()
    assert (now(job, me).state, now(job, me).saying) == ("failed", "The file is empty. Send another.")
    assert written(me) == 0


def test_a_fault_tells_nothing_of_itself_and_nothing_is_kept(me: Actor) -> None:
    job = asked(work.fail, me, how="fault")
    work.run_worker()
    ended = now(job, me)
    assert ended.state == Job.State.FAILED
    assert "secret" not in ended.saying
    assert str(job.pk) in ended.saying
    assert written(me) == 0


def test_whoever_has_lost_their_role_is_refused(me: Actor) -> None:
    job = asked(work.count, me)
    Membership.objects.filter(pk=me.membership).update(until_on=clock.today())
    work.run_worker()
    assert now(job, me).state == Job.State.FAILED
    assert now(job, me).saying == "Ines no longer has the role in which this was asked for."


@pytest.mark.parametrize(("which", "kept"), [(work.go_on, 0), (work.go_on_in_parts, 1)])
def test_running_work_stops_when_asked_and_says_what_is_kept(
    which: actions.Task, kept: int, me: Actor
) -> None:
    job = asked(which, me)

    def stop() -> None:
        try:
            while now(job, me).saying != "Going on":  # seen while it runs, by another connection
                time.sleep(0.05)
            with tenancy.acting(me):
                actions.cancel(job, by=me)
        finally:
            connection.close()

    stopper = threading.Thread(target=stop)
    stopper.start()
    work.run_worker()
    stopper.join()
    assert now(job, me).state == Job.State.CANCELLED
    assert now(job, me).saying.endswith(actions.KEPT if kept else actions.NOT_KEPT)
    assert written(me) == kept


def test_work_in_parts_keeps_what_it_did_and_says_that_it_is_done(me: Actor) -> None:
    well, badly = asked(work.do_a_part, me), asked(work.do_a_part, me, how="fault")
    work.run_worker()
    assert (now(well, me).state, now(well, me).result) == (Job.State.DONE, {"by": "Ines"})
    assert now(badly, me).state == Job.State.FAILED
    assert "secret" not in now(badly, me).saying
    assert actions.KEPT in now(badly, me).saying
    assert written(me) == 2


def test_waiting_work_that_was_stopped_never_begins(me: Actor) -> None:
    job = asked(work.go_on, me)
    with tenancy.acting(me):
        actions.cancel(job, by=me)
    work.run_worker()
    assert now(job, me).state == Job.State.CANCELLED
    assert work.started == []


def test_what_has_ended_cannot_be_stopped(me: Actor) -> None:
    job = asked(work.count, me)
    work.run_worker()
    with tenancy.acting(me), pytest.raises(NotPossible, match="already ended"):
        actions.cancel(job, by=me)


def test_what_failed_can_be_begun_again(me: Actor) -> None:
    job = asked(work.fail, me, how="refused")
    work.run_worker()
    with tenancy.acting(me):
        actions.begin_again(now(job, me), by=me)
    assert now(job, me).state == Job.State.QUEUED
    work.run_worker()
    assert now(job, me).saying == "The file is empty. Send another."
    assert ProcrastinateJob.objects.filter(args__job=str(job.pk)).count() == 2


def test_what_is_done_is_not_begun_again(me: Actor) -> None:
    job = asked(work.count, me)
    work.run_worker()
    with tenancy.acting(me), pytest.raises(NotPossible, match="failed or was stopped"):
        actions.begin_again(now(job, me), by=me)


def test_a_worker_told_to_stop_puts_its_work_back(me: Actor) -> None:
    job = asked(work.go_on, me)
    work.run_worker_and_stop_it()
    assert (now(job, me).state, now(job, me).saying) == ("queued", "Interrupted: it begins again by itself.")
    assert ProcrastinateJob.objects.get(args__job=str(job.pk)).status == "todo"
    assert written(me) == 0


def test_work_whose_worker_died_begins_again(here: Partnership, me: Actor) -> None:
    job = asked(work.count, me)
    with tenancy.acting(me):
        Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
    _left_undone(job, attempts=1)
    with transaction.atomic():
        assert rescue() == 1
    assert now(job, me).state == Job.State.QUEUED
    work.run_worker()
    assert now(job, me).state == Job.State.DONE


def test_work_that_keeps_killing_its_worker_is_given_up(me: Actor) -> None:
    job = asked(work.count, me)
    _left_undone(job, attempts=actions.MOST_STARTS)
    with transaction.atomic():
        assert rescue() == 1
    assert now(job, me).state == Job.State.FAILED
    with transaction.atomic():
        assert rescue() == 0


def test_work_is_done_once_even_if_its_worker_dies_between_the_end_and_saying_so(me: Actor) -> None:
    job = asked(work.count, me)
    work.run_worker()
    first = now(job, me).ended_at
    with connection.cursor() as cursor:  # as though the queue had not heard of the end
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'todo' WHERE args ->> 'job' = %s", [str(job.pk)]
        )
    work.run_worker()
    assert now(job, me).ended_at == first


def _left_undone(job: Job, *, attempts: int) -> None:
    """As a worker leaves it that was killed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s WHERE args ->> 'job' = %s",
            [attempts, str(job.pk)],
        )
