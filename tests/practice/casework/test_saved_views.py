"""One's own views of the caseload: kept, shown first, renamed, removed and taken back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.practice.casework.actions import saved_views as act
from connexions.practice.casework.models import SavedView
from connexions.practice.casework.queries.saved_views import saved_views, to_begin_with
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Partnership
from tests.factories import sign_in
from tests.factories.casework import make_adviser, make_mine

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=ZoneInfo("Europe/London"))
OVERDUE = {"review": "overdue"}


@pytest.fixture
def by() -> Actor:
    return make_adviser()


def names(by: Actor) -> list[str]:
    return [one.name for one in saved_views(by=by)]


def test_a_view_is_kept_without_anybodys_name_in_it(by: Actor) -> None:
    with tenancy.acting(by):
        view = act.keep(
            name="  Late   ones ", asks={**OVERDUE, "q": "Holloway", "named": "1", "page": "3"}, by=by
        )
        assert (view.name, view.asks) == ("Late ones", OVERDUE)
        again = act.keep(name="Late ones", asks={"level": "minimum"}, by=by)
        assert again.pk == view.pk
        for name, match in ((" ", "Give the view a name"), ("x" * 61, "at most 60")):
            with pytest.raises(NotPossible, match=match):
                act.keep(name=name, asks={}, by=by)


def test_no_more_than_one_can_keep_in_view(by: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(act, "MOST", 1)
    with tenancy.acting(by):
        act.keep(name="One", asks={}, by=by)
        with pytest.raises(NotPossible, match="remove one"):
            act.keep(name="Two", asks={}, by=by)


def test_the_first_one_begins_else_the_last_asked_for(by: Actor) -> None:
    with tenancy.acting(by):
        assert to_begin_with(saved_views(by=by)) == {}
        act.remember(asks={"level": "minimum"}, by=by)
        act.remember(asks={"level": "supported"}, by=by)
        assert to_begin_with(saved_views(by=by)) == {"level": "supported"}
        one, two = (act.keep(name=name, asks=OVERDUE, by=by, is_first=True) for name in ("One", "Two"))
        assert to_begin_with(saved_views(by=by)) == OVERDUE
        assert [view.name for view in saved_views(by=by) if view.is_first] == ["Two"]
        assert not act.show_first(view_id=two.pk, by=by).is_first
        assert act.show_first(view_id=one.pk, by=by).is_first


def test_renamed_removed_and_taken_back(by: Actor) -> None:
    with tenancy.acting(by):
        one, two = act.keep(name="One", asks={}, by=by), act.keep(name="Two", asks={}, by=by)
        with pytest.raises(NotPossible, match="Another of your views"):
            act.rename(view_id=one.pk, name="Two", by=by)
        assert act.rename(view_id=one.pk, name="Mine", by=by).name == "Mine"
        act.remove(view_id=two.pk, at=NOON, by=by)
        assert names(by) == ["Mine"]
        act.keep(name="Two", asks={}, by=by)
        with pytest.raises(NotPossible, match="rename that one first"):
            act.take_back(view_id=two.pk, by=by)
        SavedView.objects.filter(name="Two", removed_at=None).delete()
        assert act.take_back(view_id=two.pk, by=by).removed_at is None
        act.remove(view_id=two.pk, at=NOON, by=by)
        act.remove(view_id=one.pk, at=NOON + timedelta(days=2), by=by)  # long removed is gone
        with pytest.raises(Missing):
            act.take_back(view_id=two.pk, by=by)


def test_nobody_elses(by: Actor) -> None:
    other = make_adviser(partnership=Partnership.objects.get(pk=by.partnership))
    with tenancy.acting(by):
        view = act.keep(name="Mine", asks={}, by=by)
        assert names(other) == []
        for change in (act.show_first, act.take_back):
            with pytest.raises(Missing):
                change(view_id=view.pk, by=other)


def test_on_the_pages(by: Actor) -> None:
    jay, kim = make_mine(by, level_of_need="minimum"), make_mine(by, level_of_need="supported")
    client = sign_in(Client(), User.objects.get(pk=by.id))
    shown = client.post("/caseload/", {"level": "minimum"}, follow=True).content.decode()
    assert jay.name in shown
    assert kim.name not in shown
    again = client.get("/caseload/").content.decode()  # as it was last
    assert kim.name not in again
    assert "Shown as you like to see it" in again
    assert kim.name in client.get("/caseload/?all=1").content.decode()
    kept = client.post("/caseload/views/save/", {"name": "Light", "asks": "level=minimum"}, follow=True)
    assert "“Light” is kept" in kept.content.decode()
    with tenancy.acting(by):
        pk = SavedView.objects.get(name="Light").pk
    for what, told, said in (
        ("rename", {"name": "Lighter"}, "It is called “Lighter”"),
        ("first", {}, "“Lighter” is shown first"),
        ("remove", {}, "You can take it back"),
        ("restore", {}, "“Lighter” is there again"),
        ("rename", {"name": " "}, "Give the view a name"),
    ):
        assert said in client.post(f"/caseload/views/{pk}/{what}/", told, follow=True).content.decode()
