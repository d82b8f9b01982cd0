"""Moving in on the page: send, watch, look, apply; for the data officer of the partnership and nobody else."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.jobs.models import Job
from connexions.practice.feeds import tasks, uploads
from connexions.practice.feeds.models import Delivery
from connexions.registers.accounts.actors import actor_for
from connexions.registers.partners.models import Partnership
from connexions.registers.people.models import YoungPerson
from tests.engines.ccis.samples import as_xml, clean
from tests.factories import make_partnership, make_staff, sign_in
from tests.ground.base.clamd_standin import EICAR, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def officer(client: Client) -> Actor:
    """The data officer of Newcastle, signed in."""
    partnership = make_partnership(authorities=("390", "391", "392"))
    return signed_in_as(client, partnership, Role.DATA_OFFICER)


def signed_in_as(client: Client, partnership: Partnership, role: Role) -> Actor:
    user, membership = make_staff(partnership=partnership, role=role)
    sign_in(client, user)
    return actor_for(membership, user, from_where="127.0.0.1")


def send(client: Client, data: bytes, name: str = "march.xml") -> Any:
    return client.post(reverse("feeds:deliveries"), {"extract": SimpleUploadedFile(name, data, "text/xml")})


def work(by: Actor) -> None:
    """Do the latest job that was asked for, as the worker would."""
    with tenancy.acting(by):
        job = Job.objects.order_by("-asked_at", "-id")[0]
        delivery = Delivery.objects.get(job=job.pk)
    task = {one.kind: one for one in (tasks.check_extract, tasks.apply_extract)}[job.kind]
    from connexions.ground.jobs.actions import _plain

    task.queued.func(job=str(job.pk), asker=_plain(by), delivery=str(delivery.pk))


def latest(by: Actor) -> Delivery:
    with tenancy.acting(by):
        return Delivery.objects.order_by("-id")[0]


def test_sent_checked_and_applied(client: Client, officer: Actor) -> None:
    response = send(client, as_xml([clean(1), clean(2, Gender="X")]))
    assert response.status_code == 302
    assert response.url.startswith("/jobs/")
    received = latest(officer)
    assert (received.state, received.filename, received.received_by) == ("received", "march.xml", officer.id)
    assert uploads.path_of(received).stat().st_mode & 0o777 == 0o600

    work(officer)
    page = client.get(reverse("feeds:delivery", args=[received.pk])).content.decode()
    assert "Nothing has been changed yet" in page
    assert "Gender “X” is not recognised." in page
    assert "Use F, M, U (not known) or W (withheld)." in page
    with tenancy.acting(officer):
        assert not YoungPerson.objects.exists()

    assert client.post(reverse("feeds:apply", args=[received.pk])).status_code == 302
    work(officer)
    with tenancy.acting(officer):
        assert YoungPerson.objects.count() == 2
    page = client.get(reverse("feeds:delivery", args=[received.pk])).content.decode()
    assert "Applied" in page
    assert "Daniel" not in page  # the record without problems is not listed
    assert "Chloe Ashwortha" in page
    assert "march.xml" in client.get(reverse("feeds:deliveries")).content.decode()


def test_a_file_that_cannot_be_taken_is_refused_with_its_sentence(client: Client, officer: Actor) -> None:
    send(client, b"<NCCIS><FileHeader>")
    work(officer)
    refused = latest(officer)
    assert refused.state == "refused"
    page = client.get(reverse("feeds:delivery", args=[refused.pk])).content.decode()
    assert "The file stops before its end" in page
    assert client.post(reverse("feeds:apply", args=[refused.pk])).status_code == 409


def test_an_empty_or_missing_file_is_asked_for_again(client: Client, officer: Actor) -> None:
    response = send(client, b"")
    assert response.status_code == 422
    assert "The file is empty" in response.content.decode()
    response = client.post(reverse("feeds:deliveries"))
    assert "Choose the extract to send" in response.content.decode()
    with tenancy.acting(officer):
        assert not Delivery.objects.exists()


def test_problems_by_priority_and_as_a_harmless_spreadsheet(client: Client, officer: Actor) -> None:
    evil = "=HYPERLINK(1)"
    send(client, as_xml([clean(1, Gender="X"), clean(2, DOB=None), clean(3, YoungPersonsID=evil)]))
    work(officer)
    found = latest(officer)
    address = reverse("feeds:delivery", args=[found.pk])
    everything = client.get(address).content.decode()
    pressing = client.get(address, {"priority": "1"}).content.decode()
    by_rule = client.get(address, {"rule": "5"}).content.decode()
    assert everything.count('<span class="cx-soft cx-small"> line ') == 3
    assert pressing.count('<span class="cx-soft cx-small"> line ') == 2
    assert by_rule.count('<span class="cx-soft cx-small"> line ') == 1
    assert client.get(address, {"priority": "x", "page": "x", "rule": "-1"}).status_code == 200

    response = client.get(reverse("feeds:problems_csv", args=[found.pk]))
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Rule"] for row in rows] == ["5", "8", "1"]
    assert rows[2]["Id"] == "'=HYPERLINK(1)"
    assert {row["Record left out"] for row in rows} == {"yes", "no"}


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.DATA_OFFICER, Role.SYSTEM, Role.YOUNG_PERSON)]
)
def test_nobody_else_may_open_it(client: Client, role: Role) -> None:
    signed_in_as(client, make_partnership(authorities=("391",)), role)
    assert client.get(reverse("feeds:deliveries")).status_code == 403
    assert send(client, as_xml([clean(1)])).status_code == 403


def test_another_partnerships_delivery_is_not_there(client: Client, officer: Actor) -> None:
    send(client, as_xml([clean(1)]))
    work(officer)
    theirs = latest(officer)
    other = Client()
    signed_in_as(other, make_partnership(authorities=("935",)), Role.DATA_OFFICER)
    assert other.get(reverse("feeds:delivery", args=[theirs.pk])).status_code == 404
    assert other.get(reverse("feeds:problems_csv", args=[theirs.pk])).status_code == 404
    assert other.post(reverse("feeds:apply", args=[theirs.pk])).status_code == 404
    assert "march.xml" not in other.get(reverse("feeds:deliveries")).content.decode()


def test_the_file_is_gone_once_applied_or_a_week_old(client: Client, officer: Actor) -> None:
    import os

    send(client, as_xml([clean(1)]))
    found = latest(officer)
    path = uploads.path_of(found)
    os.utime(path, (0, 0))
    assert uploads.forget_old(clock.now()) == 1
    assert not path.exists()
    work(officer)  # the job says so and changes nothing
    assert latest(officer).state == "received"


def test_the_pages_ask_few_questions(
    client: Client, officer: Actor, django_assert_max_num_queries: Any
) -> None:
    send(client, as_xml([clean(number, Gender="X") for number in range(1, 70)]))
    work(officer)
    address = reverse("feeds:delivery", args=[latest(officer).pk])
    client.get(address)
    with django_assert_max_num_queries(18):
        client.get(address)
    with django_assert_max_num_queries(14):
        client.get(reverse("feeds:deliveries"))


def test_an_extract_is_let_in_only_when_it_was_found_clean(
    client: Client, officer: Actor, settings: Any
) -> None:
    settings.CLAMD = "127.0.0.1:1"
    away = send(client, as_xml([clean(1)]))
    assert (away.status_code, "cannot be checked for viruses just now" in away.content.decode()) == (
        422,
        True,
    )
    with standing() as clamd:
        settings.CLAMD = clamd.where
        infected = send(client, as_xml([clean(1)]) + b"<!-- " + EICAR + b" -->")
        assert (infected.status_code, "A virus was found" in infected.content.decode()) == (422, True)
        with tenancy.acting(officer):
            assert not Delivery.objects.exists()
        assert send(client, as_xml([clean(1)])).status_code == 302
    work(officer)
    assert latest(officer).state == Delivery.State.CHECKED
