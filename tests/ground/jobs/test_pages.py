"""Watching long work, and whether the product is in order."""

import asyncio
import json

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateWorker

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role
from connexions.ground.jobs import actions
from connexions.ground.jobs.models import Job
from connexions.registers.accounts.actors import actor_for
from connexions.registers.partners.models import Partnership
from tests.factories import make_partnership, make_staff, sign_in, signed_in
from tests.ground.jobs import work

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def here(committed: None) -> Partnership:
    return make_partnership()


@pytest.fixture
def mine(here: Partnership) -> tuple[Client, Job]:
    """My own work, and me."""
    user, membership = make_staff(partnership=here)
    by = actor_for(membership, user)
    with tenancy.acting(by):
        job = actions.enqueue(work.fail, by=by, how="refused")
    return sign_in(Client(), user), job


def test_the_page_says_how_it_stands(mine: tuple[Client, Job]) -> None:
    client, job = mine
    said = client.get(f"/jobs/{job.pk}/").content.decode()
    assert "Waiting to start" in said
    assert 'http-equiv="refresh"' in said  # without JavaScript
    work.run_worker()
    said = client.get(f"/jobs/{job.pk}/").content.decode()
    assert "The file is empty. Send another." in said
    assert "Begin again" in said


def test_it_can_be_stopped_and_begun_again(mine: tuple[Client, Job]) -> None:
    client, job = mine
    assert client.post(f"/jobs/{job.pk}/cancel/").status_code == 302
    assert "Stopped before it began" in client.get(f"/jobs/{job.pk}/").content.decode()
    assert client.post(f"/jobs/{job.pk}/again/").status_code == 302
    assert "Waiting to start" in client.get(f"/jobs/{job.pk}/").content.decode()


def test_only_whoever_asked_and_managers_watch(here: Partnership, mine: tuple[Client, Job]) -> None:
    _, job = mine
    for path in (f"/jobs/{job.pk}/", f"/jobs/{job.pk}/progress/"):
        assert signed_in(partnership=here).get(path).status_code == 404
        assert signed_in(partnership=here, role=Role.PARTNERSHIP_MANAGER).get(path).status_code == 200
        elsewhere = signed_in(partnership=make_partnership(), role=Role.PARTNERSHIP_MANAGER)
        assert elsewhere.get(path).status_code == 404


def test_the_stream_tells_until_the_end_and_holds_no_connection(mine: tuple[Client, Job]) -> None:
    client, job = mine
    response = client.get(f"/jobs/{job.pk}/progress/")
    assert isinstance(response, StreamingHttpResponse)
    assert response["Content-Type"] == "text/event-stream"
    held_before = connections_held()

    async def listen() -> list[str]:
        heard, worker = [], None
        async for part in response.streaming_content:  # type: ignore[union-attr]
            heard.append(part.decode())
            if worker is None:  # it has begun to tell: nothing of it stays open between two looks
                assert await asyncio.to_thread(connections_held) == held_before
                worker = asyncio.create_task(asyncio.to_thread(work.run_worker))
        if worker is not None:
            await worker
        return heard

    heard = asyncio.run(listen())
    first, last = json.loads(heard[0].removeprefix("data: ")), heard[-1]
    assert first["state"] == "queued"
    assert last.startswith("event: end\n")
    assert "The file is empty." in last


def connections_held() -> int:
    """How many connections the application has open on this database, this question's own apart."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND usename = current_user AND pid <> pg_backend_pid()"
            )
            held: int = cursor.fetchone()[0]
    finally:
        connection.close()
    return held


def test_a_stream_of_another_partnerships_work_says_nothing(
    here: Partnership, mine: tuple[Client, Job]
) -> None:
    """Though the address is known, and whoever asks may oversee the work of their own partnership."""
    from connexions.ground.base.refusals import Missing
    from connexions.ground.jobs.views import _look

    user, membership = make_staff(partnership=make_partnership(), role=Role.PARTNERSHIP_MANAGER)
    with pytest.raises(Missing):
        _look(mine[1].pk, actor_for(membership, user))


def test_health_names_what_is_not_in_order(committed: None) -> None:
    ProcrastinateWorker.objects.all().delete()
    answer = Client().get("/health")
    told = answer.json()
    assert answer.status_code == 503
    assert told == {
        "database": "in order",
        "migrations": "in order",
        "static_files": "in order",
        "worker": "not running",
        "antivirus": "not set up: files are not checked for viruses",
        "in_order": False,
    }


def test_health_is_200_once_a_worker_is_there(committed: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM procrastinate_register_worker_v1()")
    try:
        answer = Client().get("/health")
        assert (answer.status_code, answer.json()["in_order"]) == (200, True)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
        answer = Client().get("/health")
        assert answer.status_code == 503
        assert "silent" in answer.json()["worker"]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_workers")
