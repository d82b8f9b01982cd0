"""When a one-time link opens, and what is kept of its secrets."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.practice.referrals.rules import links

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=14)


@pytest.mark.parametrize(
    ("state", "tries", "days", "is_open"),
    [
        ("open", 0, 0, True),
        ("open", 4, 0, True),
        ("open", 5, 0, False),
        ("open", 0, 14, False),
        ("used", 0, 0, False),
        ("withdrawn", 0, 0, False),
    ],
)
def test_a_link_opens_or_says_why_not(state: str, tries: int, days: int, is_open: bool) -> None:
    why = links.why_closed(state=state, good_until=LATER, tries=tries, at=NOON + timedelta(days=days))
    assert (why == "") == is_open
    assert is_open or why.endswith(".")


@given(st.from_regex(r"[0-9]{6}", fullmatch=True), st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_only_its_own_code_opens_a_link(code: str, other: str) -> None:
    kept = links.code_hash(code, of="secret")
    assert links.is_code(f"{code[:3]} {code[3:]}", of="secret", kept=kept)
    assert links.is_code(other, of="secret", kept=kept) == (other == code)
    assert code not in kept
