"""Counting tries: in a window, per somebody, and for as long as it says."""

from datetime import UTC, datetime, timedelta

import pytest

from connexions.registers.accounts import throttle
from connexions.registers.accounts.models import Attempts
from connexions.registers.accounts.throttle import Limit, TooMany

pytestmark = pytest.mark.django_db
LIMIT = Limit("test", 3, 600)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def at(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


def closed(whom: str, seconds: int) -> bool:
    try:
        throttle.check(LIMIT, whom, at=at(seconds))
    except TooMany:
        return True
    return False


def test_the_last_try_closes() -> None:
    assert [throttle.count(LIMIT, "a", at=at(second)) for second in range(3)] == [False, False, True]
    assert closed("a", 3)
    assert not closed("b", 3)


def test_it_opens_again_when_it_said() -> None:
    for second in range(3):
        throttle.count(LIMIT, "a", at=at(second))
    assert closed("a", 2 + 599)
    assert not closed("a", 2 + 600)


def test_tries_far_apart_do_not_add_up() -> None:
    for second in (0, 601, 1202, 1803):
        assert not throttle.count(LIMIT, "a", at=at(second))
    assert not closed("a", 1804)


def test_trying_on_does_not_lengthen_it() -> None:
    for second in range(6):
        throttle.count(LIMIT, "a", at=at(second))
    assert not closed("a", 2 + 600)


def test_it_says_when_to_try_again() -> None:
    for second in range(3):
        throttle.count(LIMIT, "a", at=at(second))
    with pytest.raises(TooMany, match=r"Try again in 10 minutes\.") as early:
        throttle.check(LIMIT, "a", at=at(3))
    assert early.value.seconds == 600
    with pytest.raises(TooMany, match=r"Try again in 1 minute\."):
        throttle.check(LIMIT, "a", at=at(2 + 590))


def test_capitals_and_spaces_are_no_way_round() -> None:
    for whom in ("A@example.org", " a@example.org", "a@EXAMPLE.org"):
        throttle.count(LIMIT, whom, at=NOON)
    assert closed("a@example.org", 1)


def test_clearing_forgets() -> None:
    for second in range(2):
        throttle.count(LIMIT, "a", at=at(second))
    throttle.clear(LIMIT, "a")
    assert not throttle.count(LIMIT, "a", at=at(3))


def test_what_is_old_is_removed() -> None:
    throttle.count(LIMIT, "a", at=NOON)
    throttle.count(LIMIT, "b", at=NOON + timedelta(days=2))
    assert throttle.forget_old(at=NOON + timedelta(days=2)) == 1
    assert Attempts.objects.count() == 1
