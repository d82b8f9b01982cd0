"""A contact in one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.practice.casework import recording
from connexions.practice.casework.models import Contact
from connexions.practice.casework.recording import Line, read, told


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Leo Fenwick", Line("Leo Fenwick")),
        (
            "Leo Fenwick, phone, no answer, try his sister, not before 2",
            Line("Leo Fenwick", "phone", "no_answer", "try his sister, not before 2"),
        ),
        ("leo, No Answer.", Line("leo", "phone", "no_answer")),
        ("Leo, rang, left message", Line("Leo", "phone", "left_message")),
        ("Leo, met, talked about his CV", Line("Leo", "met", "spoke", "talked about his CV")),
        ("Leo, text, on my way", Line("Leo", "text", "spoke", "on my way")),
        ("Leo, text", Line("Leo", "text")),
        ("Leo, he rang me", Line("Leo", "", "", "he rang me")),
        ("Leo, spoke, phone, no answer", Line("Leo", "phone", "spoke", "no answer")),
        (", phone, wrong number", Line("", "phone", "wrong_number")),
        ("", Line("")),
    ],
)
def test_what_a_line_says(line: str, said: Line) -> None:
    assert read(line) == said


def test_every_word_means_a_channel_or_an_outcome_that_there_is() -> None:
    assert set(recording.CHANNELS.values()) == set(Contact.Channel.values)
    assert set(recording.OUTCOMES.values()) == set(Contact.Outcome.values)
    assert not set(recording.CHANNELS) & set(recording.OUTCOMES)


@given(st.text(max_size=300))
def test_no_word_is_lost(line: str) -> None:
    """What is not understood is note, as it was typed."""
    found = read(line)
    assert found.channel in {"", *Contact.Channel.values}
    kept = "".join((found.who + found.note).split())
    understood = set(recording.CHANNELS) | set(recording.OUTCOMES)
    for part in line.split(","):
        plain = " ".join(part.split()).strip(" .").lower()
        if plain and plain not in understood:
            assert "".join(part.split()) in kept


def test_what_is_told_under_headings_is_one_text() -> None:
    assert told([("Where", "At home"), ("Who", "")], "More") == "Where\nAt home\n\nMore"
    assert told([], "Only this") == "Only this"
