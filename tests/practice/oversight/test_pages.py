"""Oversight's pages: each opens for whom it is, asks few questions of the database, and keeps what was typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from connexions.ground.base import clock
from connexions.practice.oversight.models import Item, Judgement
from connexions.practice.oversight.rules.coverage import GROUPINGS
from tests.factories.oversight import judge, make_meeting, make_sample
from tests.practice.oversight.office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


def boxes(name: str, day: object) -> dict[str, str]:
    return {f"{name}-{box}": str(getattr(day, box)) for box in ("day", "month", "year")}


def test_managers_and_inspectors_open_the_section(office: Office) -> None:
    office.worked_with()
    sample = make_sample(by=office.carol)
    with office.acting():
        item = Item.objects.select_related("edition", "sample", "young_person").get()
    judge(item, by=office.carol)
    for who in ("carol", "marcus", "ruth"):
        for page in ("team", "coverage", "samples", "trends", "team_csv", "coverage_csv", "trends_csv"):
            office.get(who, page)
        assert "What was found" in office.get(who, "item", item.pk)
        assert "Plain words." in office.get(who, "item", item.pk)
        office.get(who, "sample", sample.pk)
        for kind in ("plan", "assessment", "supervision", "bands"):
            office.get(who, "edition", kind)


def test_every_number_of_the_team_opens_a_list(office: Office) -> None:
    jay = office.young_person(given_name="Jay", family_name="Holloway")
    page = office.get("carol", "team")
    assert "Priya Nair" in page
    assert "Owen Blakelock" in page
    listed = office.get("carol", "team_list", query=f"?adviser={office.priya.id}&of=contact:never")
    assert jay.name in listed
    assert jay.name in office.get("carol", "team_list", query="?of=everybody&as=csv")
    office.get("carol", "team_list", query="?of=contact:b9", status=404)
    assert "Nobody is counted here" in office.get("carol", "team_list", query="?of=tries")


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_coverage_by_every_grouping_and_the_list_behind(office: Office, grouping: str) -> None:
    office.young_person(given_name="Jay", family_name="Holloway")
    for who in ("carol", "marcus", "ruth", "hannah"):
        assert "Not even tried" in office.get(who, "coverage", query=f"?by={grouping}&period=52")
    assert "Jay Holloway" in office.get("ruth", "coverage_list", query=f"?by={grouping}&had=nothing")
    office.get("hannah", "coverage_list", status=403)


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("coverage_list", "?by=school&key=x"),
        ("coverage_list", "?by=year&key=eleven"),
        ("coverage_list", "?by=team&key=999999999999999"),
        ("coverage_list", "?by=school&key=none&had=everything"),
        ("team_list", "?of=%27%20OR%201=1"),
    ],
)
def test_an_address_that_makes_no_sense_finds_nothing(office: Office, page: str, query: str) -> None:
    answer = office.client("marcus").get(reverse(f"oversight:{page}") + query)
    assert answer.status_code in (200, 404)


def test_from_the_draw_to_the_feedback_that_is_done(office: Office) -> None:
    jay = office.worked_with(given_name="Jay", family_name="Holloway")
    today = clock.today()
    typed = {
        "of": "plans", "wanted": "1", "team": str(office.team.pk), "adviser": "", "strata": "level", "why": "Autumn",
        **boxes("from_on", today.replace(year=today.year - 1)), **boxes("until_on", today),
    }  # fmt: skip
    answer = office.post("carol", "sample_draw", **typed)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    with office.acting():
        item = Item.objects.get()
    assert jay.name in office.client("carol").get(answer["Location"]).content.decode()
    page = office.get("carol", "item", item.pk)
    assert "Ring the college" in page
    assert "Does it stretch?" in page

    said = {
        "answer_specific": "partly",
        "words_specific": "Which college?",
        "version": "0",
        "overall": "sound",
    }
    refused = office.post("carol", "item", item.pk, finish="1", **said)
    assert refused.status_code == 409
    assert "Not answered yet" in refused.content.decode()
    assert "Which college?" in refused.content.decode()
    kept = office.post("carol", "item", item.pk, keep="1", **said)
    assert kept.status_code == 302
    assert "Which college?" in office.get("carol", "item", item.pk)
    assert office.post("priya", "feedback_done", item.pk).status_code in (302, 404)
    office.get("priya", "feedback", item.pk, status=404)

    with office.acting():
        item = Item.objects.select_related("edition").get()
        version = Judgement.objects.get().version
        whole = {f"answer_{one['key']}": "yes" for one in item.edition.questions}
    done = office.post(
        "carol", "item", item.pk, finish="1", overall="sound", good="Clear", version=version, **whole
    )
    assert done.status_code == 302, done.content.decode()[:2000]
    assert jay.name in office.get("priya", "mine")
    assert "Clear" in office.get("priya", "feedback", item.pk)
    office.get("owen", "feedback", item.pk, status=404)
    assert office.post("priya", "feedback", item.pk, words="Thank you").status_code == 302
    assert "Thank you" in office.get("carol", "item", item.pk)
    assert office.post("priya", "feedback_done", item.pk).status_code == 302
    assert "Nothing more is asked" in office.get("priya", "feedback", item.pk)
    assert "1 of 1" in office.get("carol", "trends")


def test_a_paste_that_is_too_long_is_refused_with_everything_still_there(office: Office) -> None:
    office.worked_with()
    make_sample(by=office.carol)
    with office.acting():
        item = Item.objects.select_related("edition").get()
    key = item.edition.questions[0]["key"]
    long = "<script>alert(1)</script>‮مرحبا " * 4000
    answer = office.post(
        "carol", "item", item.pk, keep="1", version="0", **{f"words_{key}": long, "good": "Kept"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "must be 4000 characters or fewer" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Kept" in page


def test_supervision_from_the_note_to_both_signatures(office: Office) -> None:
    jay = office.young_person(given_name="Jay", family_name="Holloway")
    today = clock.today()
    typed = {
        "note_wellbeing": "Tired.", "people": "Jay Hol", "what_0": "Book leave", "who_0": "adviser",
        "who_1": "adviser", "who_2": "adviser", "who_3": "adviser", **boxes("held_on", today), **boxes("due_0", today),
    }  # fmt: skip
    nobody = office.post("carol", "meeting_write", office.priya.id, **{**typed, "people": "Zed"})
    assert "means nobody" in nobody.content.decode()
    assert "Tired." in nobody.content.decode()
    answer = office.post("carol", "meeting_write", office.priya.id, **typed)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    address = answer["Location"]
    page = office.client("priya").get(address).content.decode()
    assert jay.name in page
    assert "Book leave" in page
    for who, status in (("owen", 404), ("abdul", 404), ("ruth", 403), ("marcus", 200), ("hannah", 403)):
        assert office.client(who).get(address).status_code == status
    assert office.client("carol").get(f"{address}change/").status_code == 200
    for who in ("carol", "priya"):
        office.client(who).post(f"{address}sign/", {"version": "1" if who == "carol" else "2"})
    assert "Signed by both" in office.client("priya").get(address).content.decode()
    assert office.client("priya").post(address, {"words": "I said Tuesday."}).status_code == 302
    assert "I said Tuesday." in office.client("carol").get(address).content.decode()
    assert "Priya Nair" in office.get("carol", "supervision")
    assert "Book leave" in office.get("priya", "mine")
    office.get("carol", "supervision_of", office.priya.id)


def test_changing_a_checklist_makes_another_edition(office: Office) -> None:
    page = office.get("marcus", "edition_change", "plan")
    assert "Does it stretch?" in page
    office.get("carol", "edition_change", "plan", status=403)
    typed = {"text_0": "Is it kind?", "good_0": "Nobody is blamed.", "why": "Asked for", "based_on": "1"}
    assert office.post("marcus", "edition_change", "plan", **typed).status_code == 302
    assert "Is it kind?" in office.get("carol", "edition", "plan")
    again = office.post("marcus", "edition_change", "plan", **typed)
    assert "Somebody else changed this list" in again.content.decode()
    weeks = {
        "contact": "8, 4",
        "review": "1",
        "allocated": "4",
        "tries": "3",
        "stuck_weeks": "4",
        "why": "x",
        "based_on": "1",
    }
    assert (
        "from the fewest to the most"
        in office.post("marcus", "edition_change", "bands", **weeks).content.decode()
    )
    assert office.post("marcus", "edition_change", "bands", **{**weeks, "contact": "2, 6"}).status_code == 302
    assert "2 to 6 weeks" in office.get("carol", "team")


def test_the_pages_ask_as_few_queries_of_many_as_of_few(office: Office) -> None:
    def count(who: str, address: str) -> int:
        """The questions of a page; not those by which a test's own transaction hands over and takes back."""
        with CaptureQueriesContext(connection) as found:
            assert office.client(who).get(address).status_code == 200
        asked = [
            one["sql"] for one in found if "_setting(" not in one["sql"] and "set_config(" not in one["sql"]
        ]
        return len([one for one in asked if one.lstrip("( \n").startswith(("SELECT", "INSERT", "WITH"))])

    def more(number: int) -> None:
        for _ in range(number):
            office.worked_with()

    more(2)
    sample = make_sample(by=office.carol, wanted=2)
    with office.acting():
        item = Item.objects.select_related("edition", "sample", "young_person").first()
    assert item is not None
    judge(item, by=office.carol)
    meeting = make_meeting(adviser=office.priya, by=office.carol)
    pages = [
        ("carol", reverse(f"oversight:{one}"))
        for one in ("team", "team_list", "coverage", "samples", "trends", "supervision")
    ]
    pages += [
        ("carol", reverse("oversight:sample", args=[sample.pk])),
        ("carol", reverse("oversight:item", args=[item.pk])),
    ]
    pages += [("priya", reverse("oversight:mine")), ("priya", reverse("oversight:feedback", args=[item.pk]))]
    pages += [("priya", reverse("oversight:meeting", args=[meeting.pk]))]
    for who, address in pages:
        count(who, address)
    before = {address: count(who, address) for who, address in pages}
    more(8)
    make_sample(by=office.carol, wanted=4)
    make_meeting(adviser=office.owen, by=office.carol)
    assert {address: count(who, address) for who, address in pages} == before
    assert max(before.values()) <= 15, before
