"""A link without signing in: what its secret is, and what a door that asks, or asks nothing, lets through.

The doors that ask are walked with their rooms (casework, tracing); here stands what no room of today does.
"""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.base.ids import new_id
from connexions.registers.accounts import by_link
from connexions.registers.accounts.by_link import LinkDoor, Way

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
SECRET = "k7m4p9wq2x8c3vbn5"


@given(spaces=st.lists(st.sampled_from([" ", "-", "\t"]), max_size=5), upper=st.booleans())
def test_a_secret_is_read_however_it_was_typed(spaces: list[str], upper: bool) -> None:
    typed = "".join(spaces).join(SECRET)
    assert by_link.hash_of(typed.upper() if upper else typed) == by_link.hash_of(SECRET)


def test_another_secret_is_another() -> None:
    assert by_link.hash_of(SECRET) != by_link.hash_of(SECRET[:-1])
    assert len({by_link.new_secret() for _ in range(100)}) == 100


def test_a_signed_secret_is_the_same_again_and_of_its_kind_alone() -> None:
    one = new_id()
    assert by_link.signed_secret("a", one) == by_link.signed_secret("a", one)
    assert by_link.signed_secret("a", one) != by_link.signed_secret("b", one)


class Found:
    """A row that a door found, without a table of its own."""

    pk = new_id()
    good_until = NOW + timedelta(days=1)


def door(**options: Any) -> LinkDoor[Any]:
    def find(*, secret_hash: str, by: Any) -> Any:
        return Found() if secret_hash == by_link.hash_of(SECRET) and by.partnership == 1 else None

    return LinkDoor(
        name="answer link",
        doing="answer by link",
        view="tracing:by_link",
        gone="Gone.",
        find=find,
        why_closed=lambda row, at: "" if row.good_until > at else "Run out.",
        **options,
    )


@pytest.fixture
def follow(db: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    shown: list[Way[Any]] = []

    def show(way: Way[Any]) -> HttpResponse:
        shown.append(way)
        return HttpResponse("shown")

    def go(token: str, at: datetime = NOW, **options: Any) -> Any:
        monkeypatch.setattr(by_link.clock, "now", lambda: at)
        request = RequestFactory().get(f"/x/{token}/")
        request.session = SessionStore()
        request._messages = []  # type: ignore[attr-defined]
        request.resolver_match = SimpleNamespace(view_name="", namespace="")  # type: ignore[assignment]
        return door(**options).follow(request, token, show)

    return go


def test_a_door_that_asks_nothing_shows_its_page_to_whoever_has_the_link(follow: Any) -> None:
    answer = follow(f"1-{SECRET}")
    assert (answer.status_code, answer.content) == (200, b"shown")


@pytest.mark.parametrize("token", ["1-other", f"2-{SECRET}", SECRET, "1-", f"1234567-{SECRET}", "x-y", "-"])
def test_what_is_no_link_of_ours_opens_nothing(follow: Any, token: str) -> None:
    answer = follow(token)
    assert answer.status_code == 410
    assert b"Gone." in answer.content


def test_a_link_that_has_run_out_says_so(follow: Any) -> None:
    answer = follow(f"1-{SECRET}", at=NOW + timedelta(days=2))
    assert answer.status_code == 410
    assert b"Run out." in answer.content
