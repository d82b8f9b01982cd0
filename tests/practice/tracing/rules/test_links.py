"""What a text means, when a link is closed, and that a secret is read however it is typed."""

from datetime import UTC, datetime, timedelta

import pytest

from connexions.ground.base.ids import new_id
from connexions.practice.tracing.rules.links import Meant, meaning, why_closed
from connexions.practice.tracing.rules.wording import BEGIN, BEGIN_ANSWERED, filled, parts, wrong_with
from connexions.practice.tracing.signing import secret_of
from connexions.registers.accounts.by_link import LETTERS, LONG, hash_of

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Yes", Meant(still=True)),
        ("1", Meant(still=True)),
        ("yes still", Meant(still=True)),
        ("2", Meant(does="working")),
        ("2 at Greggs, by the station", Meant(does="working", rest="Greggs, by the station")),
        (" 3. Gateshead  College", Meant(does="college", rest="Gateshead College")),
        ("7) since June", Meant(does="looking", rest="since June")),
        ("20 hours at Greggs", Meant()),
        ("2nd year now", Meant()),
        ("3:30 is fine", Meant()),
        ("0", Meant()),
        ("stop texting me about college I left", Meant()),
        ("No I work at Greggs now", Meant()),
        ("", Meant()),
        ("👍", Meant()),
    ],
)
def test_what_a_text_means(text: str, means: Meant) -> None:
    assert meaning(text) == means


@pytest.mark.parametrize(
    ("state", "days", "tries", "words"),
    [
        ("open", 1, 0, ""),
        ("open", 1, 4, ""),
        ("open", 1, 5, "does not open"),
        ("open", 0, 0, "run out"),
        ("answered", 1, 0, "answered already"),
        ("withdrawn", 1, 0, "does not open"),
        ("shut", 1, 0, "does not open"),
    ],
)
def test_when_a_link_is_closed(state: str, days: int, tries: int, words: str) -> None:
    found = why_closed(state=state, good_until=NOW + timedelta(days=days), tries=tries, at=NOW)
    assert words in found
    assert bool(found) == bool(words)


def test_a_secret_is_the_same_again_unlike_any_other_and_can_be_typed() -> None:
    one, other = new_id(), new_id()
    secret = secret_of(one)
    assert secret == secret_of(one) != secret_of(other)
    assert (len(secret), set(secret) <= set(LETTERS)) == (LONG, True)
    assert hash_of(f" {secret[:4].upper()} {secret[4:]}") == hash_of(secret)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Hi {name}: {link}", ""),
        (" ", "Write what it says"),
        ("Hi {forename}", "Only {name}"),
        ("x" * 460, "460 characters"),
        ("👍" * 110, "counts as 4 texts"),
    ],
)
def test_what_can_be_sent(words: str, wrong: str) -> None:
    found = wrong_with(words, way="text", name="Kim", link="https://x")
    assert wrong in found
    assert bool(found) == bool(wrong)


def test_how_many_texts_it_counts_as() -> None:
    assert [parts("x" * long) for long in (1, 160, 161, 306, 307)] == [1, 1, 2, 2, 3]
    assert filled("Hi {name}, {link}", name="Kim", link="L") == "Hi Kim, L"


@pytest.mark.parametrize("words", [BEGIN["text"], BEGIN_ANSWERED])
def test_what_a_text_says_at_first_can_be_sent(words: str) -> None:
    link = "https://connexions.example.org/a/1-" + "x" * 17
    assert wrong_with(words, way="text", name="Alexandria", link=link) == ""
    assert parts(filled(words, name="Alexandria", link=link)) == 2
