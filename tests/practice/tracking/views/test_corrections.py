"""The status page: putting right, adding, taking away, taking back, and what was believed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Role
from connexions.practice.tracking.models import Activity, Correction
from tests.factories import make_young_person, signed_in
from tests.factories.casework import make_activity
from tests.factories.desk import Desk

pytestmark = pytest.mark.django_db


def boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}-{box}": str(getattr(day, box)) for box in ("day", "month", "year")}


class Page:
    def __init__(self) -> None:
        self.desk = Desk(role=Role.TRACKING_OFFICER)
        self.client: Client = self.desk.client
        self.jay = make_young_person(partnership=self.desk.partnership, given_name="Jay")
        today = clock.today()
        self.began, self.changed = today - timedelta(days=200), today - timedelta(days=50)
        with self.desk.acting():
            self.first = make_activity(self.jay, kind="110", start_on=self.began, end_on=self.changed)
            self.now = make_activity(self.jay, kind="619", start_on=self.changed)

    def at(self, name: str, *more: Any) -> str:
        return reverse(f"tracking:{name}", args=[self.jay.pk, *more])

    def send(self, name: str, *more: Any, **typed: Any) -> Any:
        return self.client.post(self.at(name, *more), typed, follow=True)


@pytest.fixture
def page() -> Page:
    return Page()


def test_a_past_spell_is_put_right_and_taken_back(page: Page) -> None:
    last = page.changed - timedelta(days=11)
    typed = {
        "kind": "110",
        **boxes("start_on", page.began),
        **boxes("last_on", last),
        "because": "Left early",
        "version": "1",
    }
    told = page.send("spell_correct", page.first.pk, **typed).content.decode()
    assert "Left early" in told
    with page.desk.acting():
        assert Activity.objects.get(pk=page.first.pk).end_on == last + timedelta(days=1)
        correction = Correction.objects.get()
    assert "Taken back" in page.send("correction_undo", correction.pk).content.decode()
    with page.desk.acting():
        assert Activity.objects.get(pk=page.first.pk).end_on == page.changed


def test_what_overlaps_is_refused_on_the_page_and_stays_typed(page: Page) -> None:
    typed = {
        "kind": "330",
        **boxes("start_on", page.began),
        **boxes("last_on", page.changed),
        "source_key": "carer",
        "because": "She worked",
    }
    answer = page.send("spell_add", **typed)
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "They were recorded as" in told
    assert "She worked" in told
    assert "added to what they did" not in told
    room = page.send(
        "spell_add", **{**typed, **boxes("start_on", page.began + timedelta(days=9)), "make_room": "on"}
    )
    assert "added to what they did" in room.content.decode()


def test_one_that_never_was_is_taken_away(page: Page) -> None:
    assert page.send("spell_remove", page.now.pk, because="", version="1").status_code == 422
    told = page.send("spell_remove", page.now.pk, because="Another Jay", version="1").content.decode()
    assert "Another Jay" in told
    with page.desk.acting():
        assert Activity.objects.get().end_on is None


def test_what_we_believed(page: Page, django_assert_max_num_queries: Any) -> None:
    query = {**boxes("day", page.changed + timedelta(days=1)), **boxes("recorded", clock.today())}
    with django_assert_max_num_queries(25):
        told = page.client.get(page.at("believed"), query).content.decode()
    assert "Nothing about that day has been put right since" in told
    earlier = {**query, **boxes("recorded", clock.today() - timedelta(days=3))}
    assert (
        "Nothing was recorded for that day" in page.client.get(page.at("believed"), earlier).content.decode()
    )


def test_whoever_may_not_write_is_refused(page: Page) -> None:
    reader = signed_in(partnership=page.desk.partnership, role=Role.INSPECTOR)
    for name, more in (
        ("spell_correct", [page.first.pk]),
        ("spell_add", []),
        ("spell_remove", [page.first.pk]),
    ):
        assert reader.get(page.at(name, *more)).status_code == 403
    assert reader.get(page.at("believed")).status_code == 200


def test_the_tables_are_read_and_the_data_officer_changes_them() -> None:
    desk = Desk(role=Role.DATA_OFFICER)
    tomorrow = clock.today() + timedelta(days=1)
    assert "Training through the Work Programme" in desk.client.get("/activities/?year=2015").content.decode()
    assert "DWP training" in desk.client.get("/activities/").content.decode()
    typed = {"basis": "verified", "months": "4", **boxes("from_on", tomorrow), "because": "The new edition"}
    told = desk.client.post("/activities/currency/330/", typed, follow=True).content.decode()
    assert "4 months after it was verified" in told
    assert "Shipped" in desk.client.post("/activities/currency/330/take-back/", follow=True).content.decode()
    refused = desk.client.post("/activities/currency/330/", {**typed, "months": ""})
    assert (refused.status_code, "Say after how many months" in refused.content.decode()) == (409, True)


def test_a_source_is_added_and_taken_out_of_use() -> None:
    desk = Desk(role=Role.DATA_OFFICER)
    typed = {"purpose": "told", "label": "Foyer warden", "order": "15", "in_use": "on"}
    assert "Foyer warden" in desk.client.post("/activities/sources/add/", typed, follow=True).content.decode()
    page = desk.client.get(reverse("tracking:status", args=[desk.jay.pk])).content.decode()
    assert page.count("Foyer warden") == 1
    with tenancy.acting(desk.by):
        again = desk.client.post("/activities/sources/add/", typed)
    assert (again.status_code, "There is an answer like this already" in again.content.decode()) == (
        409,
        True,
    )
