"""The return's pages: for whom they open, what they say, and how little they ask of the database."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.jobs.models import Job
from connexions.practice.returns.actions import judging, moves
from connexions.practice.returns.models import Departure, Move, Package, Return, StandingFault
from connexions.practice.returns.queries import guarantees as guarantee_queries
from connexions.practice.returns.queries.moves import packed
from connexions.practice.tracking.models import GuaranteeStatus
from connexions.registers.partners.models import Partnership
from connexions.registers.people.models import Residence, YoungPerson
from tests.factories import make_staff, sign_in
from tests.practice.returns.office import (
    AT,
    FEBRUARY,
    JANUARY,
    SENT_ON,
    build,
    build_whole,
    officer,
    promise,
    send,
    someone,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 30


@pytest.fixture
def by() -> Actor:
    return officer("390", "391")


@pytest.fixture
def client(by: Actor) -> Client:
    return client_of(by)


def client_of(by: Actor, role: Role = Role.DATA_OFFICER) -> Client:
    user, _ = make_staff(partnership=Partnership.objects.get(pk=by.partnership), role=role)
    return sign_in(Client(), user)


def get(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(f"returns:{name}", args=args), query)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def post(client: Client, name: str, *args: Any, status: int = 302, **data: Any) -> Any:
    answer = client.post(reverse(f"returns:{name}", args=args), data)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer


def queries_of(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as found:
        ask()
    return len(found)


def boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}-{box}": str(getattr(day, box)) for box in ("day", "month", "year")}


def test_a_month_is_asked_for_and_its_job_watched(by: Actor, client: Client) -> None:
    assert "No month yet" in get(client, "months")
    answer = post(
        client, "months", period_end=_last_month(), authorities=["391"], **boxes("sent_on", SENT_ON)
    )
    with tenancy.acting(by):
        job = Job.objects.get()
    assert answer["Location"] == reverse("jobs:show", args=[job.pk])


def _last_month() -> str:
    from connexions.practice.returns.rules.months import month_before

    return month_before(clock.today()).isoformat()


def test_a_month_without_an_authority_is_refused(client: Client) -> None:
    answer = post(client, "months", status=422, period_end=_last_month(), **boxes("sent_on", SENT_ON))
    assert "Local authorities" in answer.content.decode()


def test_a_month_shows_figures_leavers_and_faults_and_whom_each_is_made_of(by: Actor, client: Client) -> None:
    someone(by, family_name="Learns")
    someone(by, family_name="Seeks", doing={"kind_id": "619", "lapses_on": None, "predicted_end_on": None})
    someone(by, family_name="Lapsed", doing={"lapses_on": date(2026, 1, 2)})
    someone(by, family_name="Wrong", ethnicity="")
    sent = send(by, JANUARY, "390", "391")
    page = get(client, "month", sent.pk)
    for said in ("January 2026", "25.0 %", "There is no ethnicity.", "Kept as it was sent", sent.digest):
        assert said in page
    behind = get(client, "people", sent.pk, standing="not_known")
    assert "Lapsed" in behind
    assert "Seeks" not in behind
    assert "Wrong" in get(client, "people", sent.pk, rule="6")
    assert "Everybody who is told of" in get(client, "people", sent.pk, rule="x", standing="y")
    with tenancy.acting(by):
        assert AuditEntry.objects.filter(event="returns.people.read").count() == 3


def test_the_file_is_the_very_bytes(by: Actor, client: Client) -> None:
    someone(by)
    data, built = build_whole(by, JANUARY, "391")
    assert built.kept
    answer = client.get(reverse("returns:file", args=[built.kept.pk]))
    assert b"".join(answer) == data  # type: ignore[arg-type]
    assert answer["Content-Disposition"] == 'attachment; filename="nccis-2026-01-391.xml"'


def test_a_month_is_frozen_on_its_page_and_sent_again_with_a_reason(by: Actor, client: Client) -> None:
    for why, status in (("", 302), ("", 409), ("A postcode was wrong", 302)):
        build(by, JANUARY, "391")
        with tenancy.acting(by):
            made = Return.objects.get(frozen_at=None)
        answer = post(client, "freeze", made.pk, status=status, why=why)
        assert status == 302 or "say why it is sent again" in answer.content.decode()
    with tenancy.acting(by):
        assert sorted(Return.objects.values_list("version", flat=True)) == [1, 2]


def test_what_was_not_sent_is_thrown_away_and_what_was_is_not(by: Actor, client: Client) -> None:
    sent = send(by, JANUARY, "391")
    post(client, "discard", sent.pk)
    build(by, FEBRUARY, "391")
    with tenancy.acting(by):
        made = Return.objects.get(frozen_at=None)
    post(client, "discard", made.pk)
    with tenancy.acting(by):
        assert Return.objects.get() == sent


def test_two_months_are_compared_field_by_field(by: Actor, client: Client) -> None:
    one = someone(by, family_name="Changes")
    someone(by, family_name="Leaves")
    someone(by, family_name="Same")
    january = send(by, JANUARY, "391")
    with tenancy.acting(by):
        Residence.objects.filter(young_person=one).update(town="Newtown")
        YoungPerson.objects.filter(family_name="Leaves").update(lead_authority="390")
    february = send(by, FEBRUARY, "391")
    someone(by, family_name="Joins")
    march = send(by, date(2026, 3, 31), "391")
    page = get(client, "compare", earlier=january.pk, later=february.pk)
    assert "Testtown" in page
    assert "Newtown" in page
    assert "CohortStatus" in page  # she was told as transferred
    assert "Joins" in get(client, "compare", earlier=february.pk, later=march.pk, kind="joined")
    assert "Leaves" in get(client, "compare", earlier=february.pk, later=march.pk, kind="left")
    assert "Changes" not in get(
        client, "compare", earlier=january.pk, later=february.pk, field="CohortStatus"
    )
    answer = client.get(reverse("returns:compare_csv"), {"earlier": january.pk, "later": february.pk})
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))  # type: ignore[arg-type]
    assert [row[3:] for row in rows if "Changes" in row[1]] == [["Town", "Testtown", "Newtown"]]


def test_pages_ask_the_same_of_the_database_however_many_there_are(by: Actor, client: Client) -> None:
    def ask() -> None:
        with tenancy.acting(by):
            sent = list(Return.objects.exclude(frozen_at=None).order_by("version"))
        get(client, "months")
        get(client, "month", sent[-1].pk)
        get(client, "people", sent[-1].pk)
        get(client, "compare", earlier=sent[0].pk, later=sent[-1].pk)
        get(client, "faults")
        get(client, "moves")
        get(client, "guarantee")
        get(client, "offers", 11)

    def more(number: int) -> None:
        for place in range(number):
            one = someone(by, ethnicity="")
            promise(one, 11)
            with tenancy.acting(by):
                Move.objects.create(
                    partnership_id=by.partnership,
                    young_person=one,
                    from_authority="391",
                    to_authority="929",
                    because="Said so",
                    proposed_on=SENT_ON,
                    proposed_by_name=f"Tests {place}",
                )
        send(by, JANUARY, "391", why="More of them")
        with tenancy.acting(by):
            judging.judge_everybody(on=SENT_ON, by=by)

    more(1)
    few = queries_of(ask)
    more(6)
    assert queries_of(ask) <= few + 2  # the months of two versions are named once each
    assert few <= 8 * MOST_QUERIES


@pytest.mark.parametrize("name", ["months", "compare", "survey", "guarantee", "moves"])
def test_advisers_do_not_open_the_section(by: Actor, name: str) -> None:
    adviser = client_of(by, Role.PERSONAL_ADVISER)
    assert adviser.get(reverse(f"returns:{name}")).status_code == 403


def test_an_adviser_sees_what_is_to_mend_of_their_own_alone(by: Actor) -> None:
    user, _ = make_staff(partnership=Partnership.objects.get(pk=by.partnership))
    someone(by, family_name="Mine", ethnicity="", adviser=user)
    someone(by, family_name="Other", ethnicity="")
    with tenancy.acting(by):
        judging.judge_everybody(on=SENT_ON, by=by)
    page = get(sign_in(Client(), user), "faults")
    assert "Mine" in page
    assert "Other" not in page


def test_faults_are_narrowed_and_stand_on_the_record_with_the_way_to_mend_them(
    by: Actor, client: Client
) -> None:
    one = someone(by, family_name="Twofold", ethnicity="", gender="")
    with tenancy.acting(by):
        judging.judge_everybody(on=SENT_ON, by=by)
    page = get(client, "faults")
    assert page.count("Twofold") >= 2
    assert "Nothing to mend" in get(client, "faults", priority="1")
    assert "Rule 4<" in get(client, "faults", rule="4")
    assert get(client, "faults", rule="nonsense", adviser="x").count("Twofold") >= 2
    record = client.get(reverse("people:record", args=[one.pk])).content.decode()
    assert "What the return finds" in record
    assert reverse("people:about", args=[one.pk]) in record


def test_a_fault_stands_at_the_question_that_is_answered_anew(by: Actor, client: Client) -> None:
    one = someone(by, ethnicity="", lead_authority="")
    with tenancy.acting(by):
        YoungPerson.objects.filter(pk=one.pk).update(special_needs="none", given_name="")
        home = Residence.objects.get(young_person=one)
        Residence.objects.filter(pk=home.pk).update(postcode="nowhere")
        judging.judge_everybody(on=SENT_ON, by=by)

    def shown(page: str, *more: object) -> str:
        return client.get(reverse(page, args=[one.pk, *more])).content.decode()

    assert "There is no ethnicity" in shown("people:about")
    assert "There is no given name" in shown("people:name")
    assert "not written as a postcode" in shown("people:home", home.pk)
    assert "There is no lead authority" in shown("returns:leave")
    assert "There is no ethnicity" not in shown("people:name")
    with tenancy.acting(by):
        fault = StandingFault.objects.filter(young_person=one).first()
        assert fault is not None
        StandingFault.objects.filter(pk=fault.pk).update(
            field="StartDate", words="The start is odd.", rule=999
        )
    assert "The start is odd." in shown("tracking:status")


def test_everybody_is_checked_when_asked_for(by: Actor, client: Client) -> None:
    post(client, "check")
    with tenancy.acting(by):
        assert Job.objects.get().kind == "returns: Checking every record"


def test_the_survey_is_a_file(by: Actor, client: Client) -> None:
    someone(by, family_name="+Formula", date_of_birth=date(2009, 3, 14))
    assert "Annual Activity Survey" in get(client, "survey")
    answer = client.get(reverse("returns:survey_csv", args=[2025]))
    text = b"".join(answer).decode("utf-8-sig")  # type: ignore[arg-type]
    assert "'+Formula" in text
    assert client.get(reverse("returns:survey_csv", args=[2999])).status_code == 409


def test_offers_are_recorded_for_many_and_taken_back(by: Actor, client: Client) -> None:
    people = [someone(by, family_name=f"Leaver{place}") for place in range(3)]
    for one in people:
        promise(one, 11, "159")
    page = get(client, "guarantee")
    assert "Test School" in page
    assert "Leaver1" in get(client, "offers", 11, place="Test School")
    assert "Nobody" in get(client, "offers", 11, place="Another")
    ticked = [str(one.pk) for one in people[:2]]
    post(client, "offers_record", 11, young_person=ticked, code="110", place="Test School")
    with tenancy.acting(by):
        assert GuaranteeStatus.objects.filter(code="110").count() == 2
    page = get(client, "guarantee")
    assert "Offer made: 2 young people of Year 11" in page
    with tenancy.acting(by):
        made = guarantee_queries.rounds(by=by)[0]
    post(client, "offers_back", made.pk)
    with tenancy.acting(by):
        assert GuaranteeStatus.objects.filter(code="159").count() == 3


@pytest.mark.parametrize(
    ("data", "sentence"), [({"code": "110"}, "Tick at least one"), ({}, "Choose an answer")]
)
def test_offers_for_nobody_or_of_no_status_are_refused(
    by: Actor, client: Client, data: dict[str, str], sentence: str
) -> None:
    promise(someone(by), 11)
    answer = client.post(reverse("returns:offers_record", args=[11]), data)
    assert answer.status_code in (409, 422)
    assert sentence in answer.content.decode()


def test_a_move_is_decided_and_packed(by: Actor, client: Client) -> None:
    one = someone(by, given_name="Moves")
    with tenancy.acting(by):
        made = moves.propose(
            young_person_id=one.pk, to_authority="929", because="The school said so", on=SENT_ON, by=by
        )
    assert made
    assert "The school said so" in get(client, "moves")
    assert "Has Moves" in get(client, "move", made.pk)
    post(client, "move", made.pk, to_authority="929", **boxes("moved_on", SENT_ON))
    answer = client.post(reverse("returns:pack", args=[made.pk]))
    assert answer["Content-Type"] == "application/json", answer.content.decode()
    with tenancy.acting(by):
        assert Departure.objects.get().to_authority == "929"
        assert AuditEntry.objects.filter(event="returns.package.made").count() == 1


def test_a_move_that_is_none_is_declined(by: Actor, client: Client) -> None:
    one = someone(by)
    with tenancy.acting(by):
        made = moves.propose(young_person_id=one.pk, to_authority="929", because="", on=SENT_ON, by=by)
    assert made
    post(client, "move_decline", made.pk)
    with tenancy.acting(by):
        assert Move.objects.get().state == "declined"
        assert not Departure.objects.exists()


def test_a_package_is_opened_and_taken_in(by: Actor) -> None:
    one = someone(by, family_name="Handed")
    with tenancy.acting(by):
        made = moves.propose(young_person_id=one.pk, to_authority="392", because="", on=SENT_ON, by=by)
        assert made
        moves.confirm(move_id=made.pk, to_authority="392", moved_on=SENT_ON, on=SENT_ON, at=AT, by=by)
        judging.judge_everybody(on=SENT_ON, by=by)
        made.refresh_from_db()
        data = packed(made, on=SENT_ON, by=by)
    other = officer("392")
    client = client_of(other)
    answer = post(client, "moves", package=SimpleUploadedFile("package.json", data))
    page = client.get(answer["Location"]).content.decode()
    assert "the key is new to you" in page
    assert "Handed" in page
    with tenancy.acting(other):
        arrived = Package.objects.get()
    post(client, "package_decide", arrived.pk, do="take")
    assert "Tell the old place" in get(client, "moves")
    post(client, "package_decide", arrived.pk, do="told")
    with tenancy.acting(other):
        assert YoungPerson.objects.get().family_name == "Handed"
        assert Package.objects.get().told_on


def test_a_package_that_is_none_is_refused_on_its_field(client: Client) -> None:
    answer = post(client, "moves", status=422, package=SimpleUploadedFile("a.json", b"{}"))
    assert "This is no package of a young person" in answer.content.decode()


def test_where_somebody_belongs_is_said_on_a_page_of_the_record(by: Actor, client: Client) -> None:
    one = someone(by, given_name="Alex")
    assert "Where Alex belongs" in get(client, "leave", one.pk)
    post(client, "leave", one.pk, do="lead", lead_authority="390")
    answer = post(client, "leave", one.pk, status=422, do="leave", reason="T", **boxes("left_on", SENT_ON))
    assert "Choose the other English authority" in answer.content.decode()
    post(
        client,
        "leave",
        one.pk,
        do="leave",
        reason="E",
        to_authority="001",
        words="",
        **boxes("left_on", SENT_ON),
    )
    with tenancy.acting(by):
        gone = Departure.objects.get()
        assert (gone.reason, gone.from_authority, gone.to_authority) == ("E", "390", "001")
    assert "Left England" in get(client, "leave", one.pk)
    post(client, "leave", one.pk, do="back", lead_authority="391")
    with tenancy.acting(by):
        assert Departure.objects.get().back_on is not None
        assert YoungPerson.objects.get().cohort_status == "P"


def test_the_baseline_is_set_once_a_year(by: Actor, client: Client) -> None:
    someone(by)
    until = date(clock.today().year + 1, 12, 1)
    post(client, "baseline", **boxes("until_on", until))
    answer = post(client, "baseline", status=409, **boxes("until_on", until))
    assert "has been set already" in answer.content.decode()
