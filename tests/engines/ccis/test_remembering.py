"""What was given before is known again, in little memory."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from connexions.engines.ccis.remembering import Remembered


@given(st.lists(st.text(max_size=3)))
def test_it_is_a_set(texts: list[str]) -> None:
    seen: set[str] = set()
    remembered = Remembered()
    for text in texts:
        assert remembered.had(text) == (text in seen)
        seen.add(text)
    assert len(remembered) == len(seen)


def test_a_record_takes_at_most_24_bytes_in_each() -> None:
    remembered = Remembered()
    for number in range(200_000):
        assert not remembered.had(f"444{number:010d}")
        if number > 1_000:
            assert 12 <= remembered.size / (number + 1) <= 24.1
    assert all(remembered.had(f"444{number:010d}") for number in range(0, 200_000, 997))
