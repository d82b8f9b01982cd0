"""The pages of imports: a file is sent or a feed named, a worker reads it, and what was left out is told."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from connexions.engines.openreferral import Item, Unreadable
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role, system
from connexions.ground.jobs.actions import enqueue
from connexions.ground.jobs.models import Job
from connexions.registers.accounts.models import User
from connexions.registers.directory import tasks
from connexions.registers.directory.fetching import Feed
from connexions.registers.directory.models import Reading, Sent, Service
from connexions.registers.partners.models import Partnership
from tests.factories import make_actor, make_partnership, sign_in
from tests.ground.jobs.work import run_worker
from tests.registers.directory.test_feeds import item

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def here(committed: None) -> Partnership:
    return make_partnership()


@pytest.fixture
def keeper(here: Partnership) -> Client:
    return client(here, Role.DATA_OFFICER)


def client(here: Partnership, role: Role) -> Client:
    by = make_actor(partnership=here, role=role)
    return sign_in(Client(), User.objects.get(pk=by.id))


def send(keeper: Client, items: Any, **more: Any) -> Any:
    body = items if isinstance(items, bytes) else json.dumps(items).encode()
    file = SimpleUploadedFile("services.json", body, "application/json")
    return keeper.post("/services/imports/", {"file": file, **more})


def only(here: Partnership) -> Reading:
    with tenancy.acting(system("tests", partnership=here.pk), read_only=True):
        return Reading.objects.get(partnership=here)


def kept(here: Partnership) -> int:
    with tenancy.acting(system("tests", partnership=here.pk), read_only=True):
        return Sent.objects.count()


def test_a_file_is_read_by_a_worker_and_what_is_faulty_is_told(here: Partnership, keeper: Client) -> None:
    sent = send(keeper, [item(1), item(2, status="open"), item(3)], name="The county")
    assert sent.status_code == 302
    assert keeper.get(sent["Location"]).status_code == 200
    assert (only(here).state, kept(here)) == ("waiting", 1)
    run_worker()
    done = keeper.get(sent["Location"], follow=True)
    page = done.content.decode()
    assert done.redirect_chain == [(f"/services/imports/{only(here).pk}/", 302)]
    assert "$[1].status" in page
    assert "This must be one of" in page
    assert "The county" in keeper.get("/services/imports/").content.decode()
    assert (only(here).added, only(here).refused, kept(here)) == (2, 1, 0)
    assert Service.objects.filter(partnership=here, feed__name="The county").count() == 2
    again = keeper.post(f"/services/imports/{only(here).pk}/again/")
    assert again.status_code == 409


def test_what_a_file_names_no_more_is_gone_only_where_it_holds_all(here: Partnership, keeper: Client) -> None:
    send(keeper, [item(1), item(2)])
    send(keeper, [item(1)])
    run_worker()
    assert not Service.objects.filter(partnership=here).exclude(gone_at=None).exists()
    send(keeper, [item(1)], whole="on")
    run_worker()
    assert Service.objects.filter(partnership=here).exclude(gone_at=None).get().name == "Service 2"


def test_a_file_that_cannot_be_read_says_why(here: Partnership, keeper: Client) -> None:
    sent = send(keeper, b'{"id": 1, ')
    run_worker()
    page = keeper.get(sent["Location"], follow=True).content.decode()
    assert "It is not JSON" in page
    assert "Nothing was taken" in page
    assert only(here).state == "broken"


def test_a_feed_of_an_inner_network_is_not_read(here: Partnership, keeper: Client) -> None:
    for address in ("https://127.0.0.1:1/services", "https://localhost:1/services?key=secret"):
        sent = keeper.post("/services/imports/", {"address": address})
        run_worker()
        assert "inside a private network" in keeper.get(sent["Location"], follow=True).content.decode()
    assert "secret" not in keeper.get("/services/imports/").content.decode()
    with tenancy.acting(system("tests", partnership=here.pk), read_only=True):
        assert "secret" not in str(list(Reading.objects.values()))
        assert "secret" not in str(list(Job.objects.values()))


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({}, "Choose a file, or give the address"),
        ({"address": "http://example.org/services"}, "begins with https://"),
        ({"address": "https://me:word@example.org/"}, "begins with https://"),
        ({"address": "https://["}, "begins with https://"),
        ({"address": "https://example.org/", "file": SimpleUploadedFile("a.json", b"[]")}, "not both"),
        ({"file": SimpleUploadedFile("a.json", b"")}, "The file is empty"),
    ],
)
def test_what_is_refused_before_anything_is_read(
    sent: dict[str, Any], why: str, here: Partnership, keeper: Client
) -> None:
    answer = keeper.post("/services/imports/", sent)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    with tenancy.acting(system("tests", partnership=here.pk), read_only=True):
        assert not Reading.objects.exists()


def test_a_feed_that_breaks_off_is_read_again_from_its_page(
    here: Partnership, keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = [True]

    def items(self: Feed) -> Any:
        assert (self.url, self.https_only, self.private) == ("https://example.org/services", True, False)
        yield Item("page 1 $.contents[0]", item(1))
        if broken and broken.pop():
            raise Unreadable("The feed broke off: timed out.")
        yield Item("page 2 $.contents[0]", item(2))

    monkeypatch.setattr(Feed, "items", items)
    sent = keeper.post("/services/imports/", {"address": "https://example.org/services"})
    run_worker()
    page = keeper.get(sent["Location"], follow=True).content.decode()
    assert "The feed broke off: timed out." in page
    assert "Read it again" in page
    assert (only(here).state, only(here).added) == ("broken", 1)
    assert keeper.post(f"/services/imports/{only(here).pk}/again/").status_code == 302
    assert keeper.post(f"/services/imports/{only(here).pk}/again/").status_code == 409  # pressed twice
    run_worker()
    assert (only(here).state, only(here).added, only(here).unchanged, kept(here)) == ("done", 1, 1, 0)


def test_a_worker_that_ended_before_it_could_say_so_does_nothing_twice(
    here: Partnership, keeper: Client
) -> None:
    send(keeper, [item(1)])
    run_worker()
    by = system("tests", partnership=here.pk)
    with tenancy.acting(by):
        job = enqueue(tasks.take_in, by=by, reading=str(only(here).pk))
    run_worker()
    with tenancy.acting(by, read_only=True):
        assert Job.objects.get(pk=job.pk).state == Job.State.DONE
    assert only(here).added == 1


def test_who_may_not(here: Partnership, keeper: Client) -> None:
    send(keeper, [item(1)])
    reading = only(here)
    adviser = client(here, Role.PERSONAL_ADVISER)
    elsewhere = client(make_partnership(), Role.DATA_OFFICER)
    for path in ("/services/imports/", f"/services/imports/{reading.pk}/"):
        assert adviser.get(path).status_code == 403
    assert elsewhere.get(f"/services/imports/{reading.pk}/").status_code == 404
    assert elsewhere.post(f"/services/imports/{reading.pk}/again/").status_code == 404
    assert "Another" not in elsewhere.get("/services/imports/").content.decode()
    page = client(here, Role.TEAM_MANAGER).get(f"/services/imports/{reading.pk}/").content.decode()
    assert "It is not finished yet" in page
    assert "See how far it is" not in page  # somebody else's work
