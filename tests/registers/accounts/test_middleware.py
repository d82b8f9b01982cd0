"""Every request acts as somebody, or is refused, and refusals are remembered."""

from datetime import date

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import doors, drafts, tenancy
from connexions.ground.base.acting import STAFF, Role, system
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership, User
from connexions.registers.partners.models import Partnership
from tests.factories import make_partnership, make_staff, sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("never")


@doors.open_to(STAFF)
def declared(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.actor.partnership))  # type: ignore[attr-defined]


@doors.quiet
@doors.open_to(STAFF)
def polled(request: HttpRequest) -> HttpResponse:
    return HttpResponse("still")


@doors.open_to(STAFF)
def writes(request: HttpRequest) -> HttpResponse:
    User.objects.filter(pk=request.user.pk).update(name="Changed")
    kind = {"not-allowed": NotAllowed, "missing": Missing, "not-possible": NotPossible}.get(
        request.GET.get("raise", "")
    )
    if kind is not None:
        raise kind("This is not to be.")
    return HttpResponse("written")


from config.urls import urlpatterns as real  # noqa: E402 - after the views, before the addresses that add to it

urlpatterns = [
    path("undeclared/", undeclared),
    path("declared/", declared),
    path("polled/", polled),
    path("writes/", writes),
    *real,
]


def refused(partnership: Partnership) -> list[tuple[str, str]]:
    with tenancy.acting(system("tests", partnership=partnership.pk)):
        return list(AuditEntry.objects.filter(event="accounts.page.refused").values_list("about", "why"))


def test_a_page_that_says_nothing_is_open_to_nobody(partnership: Partnership) -> None:
    assert signed_in(partnership=partnership, role=Role.ADMINISTRATOR).get("/undeclared/").status_code == 403
    assert Client().get("/undeclared/").status_code == 302


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    assert client.get("/declared/").headers["Location"] == "/accounts/login/?next=/declared/"
    answer = client.get("/declared/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (401, {"problem": "You have been signed out."})


def test_a_refusal_undoes_what_was_written_and_is_remembered(partnership: Partnership) -> None:
    user, _ = make_staff(partnership=partnership, name="Before")
    client = sign_in(Client(), user)
    for word, status in (("not-allowed", 403), ("missing", 404), ("not-possible", 409)):
        answer = client.post(f"/writes/?raise={word}")
        assert (answer.status_code, "This is not to be." in answer.content.decode()) == (status, True)
    user.refresh_from_db()
    assert user.name == "Before"
    assert refused(partnership) == [("/writes/", "This is not to be.")] * 2


def test_reading_cannot_write(partnership: Partnership) -> None:
    client = signed_in(partnership=partnership)
    client.raise_request_exception = False
    assert client.get("/writes/").status_code == 500


def test_signed_in_costs_two_queries(partnership: Partnership) -> None:
    client = signed_in(partnership=partnership)
    client.get("/declared/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/declared/")
    tables = [
        one["sql"] for one in captured if "SAVEPOINT" not in one["sql"] and "set_config" not in one["sql"]
    ]
    asked = [sql for sql in tables if "current_setting" not in sql]
    assert len(asked) == 2, asked
    assert not any(sql.startswith(("UPDATE", "INSERT")) for sql in asked)


def test_somebody_without_a_role_is_told_so(partnership: Partnership) -> None:
    user, membership = make_staff(partnership=partnership)
    client = sign_in(Client(), user)
    membership.until_on = date(2021, 1, 1)
    membership.save()
    answer = client.get("/declared/")
    assert (answer.status_code, "no role here any more" in answer.content.decode()) == (403, True)


def test_closing_an_account_ends_its_session(partnership: Partnership) -> None:
    user, _ = make_staff(partnership=partnership)
    client = sign_in(Client(), user)
    assert client.get("/declared/").status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/declared/").status_code == 302


def test_one_acts_in_the_role_one_chose(partnership: Partnership) -> None:
    there = make_partnership()
    user, _ = make_staff(partnership=partnership)
    second = Membership.objects.create(
        user=user, partnership=there, role=Role.INSPECTOR, from_on=date(2021, 1, 1)
    )
    other, foreign = make_staff(partnership=there)
    client = sign_in(Client(), user)
    assert client.get("/declared/").content.decode() == str(partnership.pk)
    assert client.post("/as/", {"membership": second.pk}).status_code == 302
    assert client.get("/declared/").content.decode() == str(there.pk)
    assert client.post("/as/", {"membership": foreign.pk}).status_code == 404
    assert other.pk != user.pk


def test_what_was_typed_outlives_the_session(partnership: Partnership) -> None:
    user, membership = make_staff(partnership=partnership)
    actor = actor_for(membership, user)
    token = drafts.owner_token(form="note:1", by=actor)
    answer = Client().post("/declared/", {"note": "A long note", "draft_owner": token})
    assert answer.status_code == 302
    with tenancy.acting(actor):
        found = drafts.find(form="note:1", by=actor)
    assert found is not None
    assert found[0]["note"] == ["A long note"]


def test_a_forged_note_of_whose_form_it_is_keeps_nothing(partnership: Partnership) -> None:
    user, membership = make_staff(partnership=partnership)
    actor = actor_for(membership, user)
    Client().post(
        "/declared/", {"note": "x", "draft_owner": drafts.owner_token(form="n", by=actor)[:-2] + "zz"}
    )
    with tenancy.acting(actor):
        assert drafts.find(form="n", by=actor) is None
