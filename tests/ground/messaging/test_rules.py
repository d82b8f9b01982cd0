"""What a text wishes, and as how many it counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.messaging.numbers import one_form
from connexions.ground.messaging.rules import fragments, wish


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("STOP", "stop"),
        ("  Stop. ", "stop"),
        ("ＳＴＯＰ", "stop"),
        ("stop please", "stop"),
        ("Please stop texting me!!", "stop"),
        ("STOP ALL", "stop"),
        ("Opt out", "stop"),
        ("stop, quit", "stop"),
        ("STOPIO os gwelwch yn dda", "stop"),
        ("zatrzymaj", "stop"),
        ("توقف", "stop"),
        ("start", "start"),
        ("Start texting again", ""),
        ("UNSTOP", "start"),
        ("stop texting me about college I left", ""),
        ("I had to stop college", ""),
        ("bus stop", ""),
        ("stop start", ""),
        ("please", ""),
        ("", ""),
        ("👍", ""),
    ],
)
def test_what_a_text_wishes(text: str, wishes: str) -> None:
    assert wish(text, stop=frozenset({"zatrzymaj", "توقف"})) == wishes


@given(word=st.sampled_from(["stop", "STOP", "sToP"]), around=st.text(alphabet=" .,!?\n\t-"))
def test_signs_around_it_change_nothing(word: str, around: str) -> None:
    assert wish(f"{around}{word}{around}") == "stop"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("x" * 306, 2),
        ("x" * 307, 3),
        ("€" * 80, 1),  # two places each
        ("€" * 81, 2),
        ("ŵ" + "x" * 69, 1),  # one sign outside the alphabet, and it holds 70
        ("ŵ" + "x" * 70, 2),
        ("👍" * 35, 1),  # two of UTF-16 each
        ("👍" * 36, 2),
        ("it’s – fine…" + "x" * 146, 1),  # made plain as it is sent: 12 and two more for the dots
    ],
)
def test_as_how_many_it_counts(text: str, count: int) -> None:
    assert fragments(text) == count


@given(st.text(max_size=500), st.text(max_size=50))
def test_more_words_never_count_less(text: str, more: str) -> None:
    assert 1 <= fragments(text) <= fragments(text + more)


@pytest.mark.parametrize(
    "typed", ["07700 900123", "447700900123", "+447700900123", "+44 7700 900 123", "07700900123"]
)
def test_a_number_has_one_form(typed: str) -> None:
    assert one_form(typed) == "+447700900123"


def test_what_is_no_number_stays() -> None:
    assert one_form(" VODAFONE ") == "VODAFONE"
    assert one_form("Kim@Example.org") == "kim@example.org"
