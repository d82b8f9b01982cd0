"""Open Referral UK 3.0 as anybody reads it: every item of every page valid, and a wrong question answered."""

from datetime import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from connexions.engines.openreferral import faults
from tests.factories import make_partnership
from tests.factories.directory import make_service, make_term

pytestmark = pytest.mark.django_db
ROOT = "/api/oruk/"
KINDS = {
    "services": "service_list",
    "service_at_locations": "service_at_location_list",
    "taxonomy_terms": "taxonomy_term",
}


def read(address: str, status: int = 200) -> Any:
    answer = Client().get(ROOT + address)
    assert answer.status_code == status, answer.content
    return answer.json()


def walk(address: str) -> list[Any]:
    """Everything that a list holds, by turning its pages as its head says."""
    found: list[Any] = []
    for number in range(1, 200):
        page = read(f"{address}{'&' if '?' in address else '?'}page={number}")
        found += page["contents"]
        assert page["size"] == len(page["contents"])
        assert page["first_page"] is (number == 1)
        if page["last_page"]:
            assert page["total_items"] == len(found)
            return found
    raise AssertionError("The pages do not end.")


def make_many(number: int = 7) -> None:
    here, home = make_partnership(), make_term("Home")
    for which in range(number):
        make_service(
            partnership=here,
            name=f"Service {which}",
            topics=(home,),
            wheelchair=(True, False, None)[which % 3],
            costs=(0, 4.5, None),
            languages=("English", "Polish"),
            open_on="MO,TH",
            drop_in=which % 2 == 0,
            minimum_age=13,
            email="ask@example.org",
            url="https://example.org/help?x=1",
        )


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_item_of_every_page_is_valid(name: str) -> None:
    make_many()
    size = 100 if name == "taxonomy_terms" else 3
    items = walk(f"{name}?per_page={size}")
    assert len(items) >= 7
    assert [fault for item in items for fault in faults(item, KINDS[name])] == []
    assert len({item["id"] for item in items}) == len(items)


def test_every_service_is_valid_whole_and_by_itself() -> None:
    make_many()
    listed = walk("services?full=true&per_page=4")
    alone = [read(f"services/{item['id']}") for item in listed]
    assert alone == listed
    assert [fault for item in alone for fault in faults(item, "service")] == []
    assert alone[0]["schedules"][0] | {"id": 0, "service_id": 0} == {
        "id": 0, "service_id": 0, "freq": "WEEKLY", "interval": 1, "byday": "MO,TH",
        "opens_at": "09:00:00", "closes_at": "17:00:00",
    }  # fmt: skip
    assert [fault for item in walk("services?minimal=true") for fault in faults(item, "service_list")] == []


@pytest.mark.parametrize("name", ["taxonomies", "taxonomy_terms", "service_at_locations"])
def test_each_is_found_by_itself(name: str) -> None:
    make_many(1)
    item = read(f"{name}?per_page=1")["contents"][0]
    assert read(f"{name}/{item['id']}") == item
    assert "no" in read(f"{name}/00000000-0000-0000-0000-000000000000", 404)["message"]


@pytest.mark.parametrize("address", ["services", "services?full=true", "service_at_locations"])
def test_as_many_queries_for_many(address: str) -> None:
    make_many(1)
    sign = "&" if "?" in address else "?"
    with CaptureQueriesContext(connection) as few:
        read(f"{address}{sign}per_page=50")
    make_many(12)
    with CaptureQueriesContext(connection) as many:
        assert read(f"{address}{sign}per_page=50")["size"] == 13
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Early", "Late"]),
        ("search=early", ["Early"]),
        ("minimum_age=20&maximum_age=30", ["Late"]),
        ("postcode=DH2 1SN&proximity=500", ["Early"]),
        ("day=MO", ["Early"]),
        ("day=MO&start_time=18:00", []),
        ("start_time=09:00&end_time=12:00", ["Early"]),
        ("modified_after=2026-11-02", ["Early", "Late"]),
        ("modified_after=2026-11-03T00:00:00Z", []),
    ],
)
def test_what_is_asked_is_found(asked: str, found: list[str]) -> None:
    here = make_partnership()
    make_service(partnership=here, name="Early", open_on="MO", closes=time(12), maximum_age=19)
    make_service(
        partnership=here, name="Late", at=(435200, 556100), open_on="TU", opens=time(18), closes=time(22)
    )
    assert sorted(item["name"] for item in read(f"services?{asked}")["contents"]) == found


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ("page=0", "page"),
        ("page=two", "page"),
        ("per_page=101", "per_page"),
        ("colour=red", "colour"),
        ("taxonomy_term_id=1", "taxonomy_term_id"),
        ("modified_after=yesterday", "modified_after"),
        ("postcode=ZZ99 9ZZ", "postcode"),
        ("proximity=100", "proximity"),
        ("minimum_age=20&maximum_age=10", "maximum_age"),
        ("day=Someday", "day"),
        ("start_time=late", "start_time"),
        ("full=maybe", "full"),
        ("full=true&minimal=true", "minimal"),
        ("format=xml", "format"),
        ("page=1&page=2", "page"),
        ("search=%00", "search"),
    ],
)
def test_a_wrong_question_is_told_which_and_how(asked: str, parameter: str) -> None:
    told = read(f"services?{asked}", 400)
    assert [one["parameter"] for one in told["errors"]] == [parameter]
    assert told["message"].startswith(f"{parameter}: ")


def test_an_identifier_that_is_none_and_one_that_nobody_has() -> None:
    assert read("services/1", 400)["message"] == "An identifier is a UUID."
    assert read("services/00000000-0000-0000-0000-000000000000", 404)


def test_an_answer_may_be_kept_and_is_not_sent_again_unchanged() -> None:
    first = Client().get(f"{ROOT}services")
    assert "public" in first["Cache-Control"]
    assert first["Access-Control-Allow-Origin"] == "*"
    assert Client().get(f"{ROOT}services", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert Client().post(f"{ROOT}services").status_code == 405


def test_it_says_what_it_is() -> None:
    assert read("")["version"] == "3.0"
